package io.camkit.codec.javacv;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.camkit.CamkitException;
import java.nio.ByteBuffer;

class WireHeadFuzzTest {
    @FuzzTest
    void whateverAChildSendsIsReadOrRefused(FuzzedDataProvider data) {
        int what = data.consumeInt(0, 4);
        WireHead head = new WireHead(ByteBuffer.wrap(data.consumeRemainingAsBytes()));
        try {
            switch (what) {
                case 0 -> head.track();
                case 1 -> head.texts();
                case 2 -> head.failure();
                case 3 -> head.dropped();
                default -> {
                    head.kind();
                    head.flags();
                }
            }
        } catch (CamkitException e) {
            if (!e.code().equals("CK-4105")) {
                throw e;
            }
        }
    }
}
