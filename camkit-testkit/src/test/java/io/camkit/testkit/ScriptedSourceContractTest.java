package io.camkit.testkit;

import io.camkit.SourceSpec;

/** The contract holds for a fake that keeps it; what it says of one that does not is in {@link SourceProbeTest}. */
class ScriptedSourceContractTest extends SourceContract {
    @Override
    protected SourceSpec working() {
        return ScriptedSourceSpec.h264().frames(10_000);
    }
}
