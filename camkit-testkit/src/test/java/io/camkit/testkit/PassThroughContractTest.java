package io.camkit.testkit;

import io.camkit.Frame;
import io.camkit.ProcessorSpec;
import io.camkit.spi.Processor;

/** The contract holds for the simplest processor. */
class PassThroughContractTest extends ProcessorContract {
    @Override
    protected ProcessorSpec spec() {
        return new ProcessorSpec() {
            @Override
            public String describe() {
                return "pass through";
            }

            @Override
            public Processor open() {
                return new PassThrough();
            }
        };
    }

    private static final class PassThrough implements Processor {
        @Override
        public void onFrame(Frame frame, Emitter out) {
            out.emit(frame.retain());
        }
    }
}
