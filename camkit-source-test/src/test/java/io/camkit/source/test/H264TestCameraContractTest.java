package io.camkit.source.test;

import io.camkit.Codec;
import io.camkit.SourceSpec;
import io.camkit.testkit.SourceContract;

class H264TestCameraContractTest extends SourceContract {
    @Override
    protected SourceSpec working() {
        return TestCamera.clock().codec(Codec.H264);
    }
}
