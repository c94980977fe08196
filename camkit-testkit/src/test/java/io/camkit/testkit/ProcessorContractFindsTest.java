package io.camkit.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Frame;
import io.camkit.ProcessorSpec;
import io.camkit.spi.CountedFrame;
import io.camkit.spi.Processor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A contract is worth what it finds: each of these processors breaks one rule. */
class ProcessorContractFindsTest {
    @Test
    void oneThatPaintsOnItsInput() {
        assertFinds("the input was changed", contract(Painter::new)::theInputIsNeverChanged);
    }

    @Test
    void oneThatKeepsAFrameForEver() {
        assertFinds("not released", contract(Hoarder::new)::closingGivesBackWhatWasKeptAndClosingAgainDoesNothing);
    }

    @Test
    void oneThatSendsEverythingTwice() {
        assertFinds("dts does not rise", contract(Stutterer::new)::theOutputKeepsTheRulesOfAStream);
    }

    @Test
    void oneThatEmitsInAThreadOfItsOwn() {
        assertFinds("outside the call", contract(Wanderer::new)::theOutputKeepsTheRulesOfAStream);
    }

    private interface Check {
        void run() throws Exception;
    }

    private static void assertFinds(String fault, Check check) {
        AssertionError found = assertThrows(AssertionError.class, check::run);
        assertTrue(String.valueOf(found.getMessage()).contains(fault), found::toString);
    }

    private static ProcessorContract contract(Supplier<Processor> maker) {
        return new ProcessorContract() {
            @Override
            protected ProcessorSpec spec() {
                return new ProcessorSpec() {
                    @Override
                    public String describe() {
                        return "faulty";
                    }

                    @Override
                    public Processor open() {
                        return maker.get();
                    }
                };
            }
        };
    }

    private static final class Painter implements Processor {
        @Override
        public void onFrame(Frame frame, Emitter out) {
            CountedFrame.memoryOf(frame).put(frame.size() - 1, (byte) 2);
        }
    }

    private static final class Hoarder implements Processor {
        private final List<Frame> kept = new ArrayList<>();

        @Override
        public void onFrame(Frame frame, Emitter out) {
            kept.add(frame.retain());
        }
    }

    private static final class Stutterer implements Processor {
        @Override
        public void onFrame(Frame frame, Emitter out) {
            out.emit(frame.retain());
            out.emit(frame.retain());
        }
    }

    private static final class Wanderer implements Processor {
        @Override
        public void onFrame(Frame frame, Emitter out) {
            Frame shared = frame.retain();
            Thread wandering = new Thread(() -> out.emit(shared));
            wandering.start();
            try {
                wandering.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
