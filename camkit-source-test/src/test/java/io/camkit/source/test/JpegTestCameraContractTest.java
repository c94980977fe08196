package io.camkit.source.test;

import io.camkit.SourceSpec;
import io.camkit.testkit.SourceContract;

class JpegTestCameraContractTest extends SourceContract {
    @Override
    protected SourceSpec working() {
        return TestCamera.clock().size(160, 120);
    }
}
