package io.camkit.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private int run(String... arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        return commandLine.execute(arguments);
    }

    private int serve(String yaml, String... more) throws Exception {
        Path file = Files.writeString(folder.resolve("camkit.yaml"), yaml);
        String[] arguments = new String[5 + more.length];
        System.arraycopy(
                new String[] {"serve", "--config", file.toString(), "--env-file", "no-such.env"}, 0, arguments, 0, 5);
        System.arraycopy(more, 0, arguments, 5, more.length);
        return run(arguments);
    }

    @Test
    void askingForHelpIsNoFailure() {
        assertEquals(0, run("serve", "--help"));
        assertTrue(out.toString().contains("--config"), out::toString);
    }

    @Test
    void anOptionThatDoesNotExistIsWrongUsage() {
        assertEquals(2, run("serve", "--prot", "80"));
        assertTrue(err.toString().contains("--port"), err::toString);
    }

    @Test
    void anArgumentWithoutAPlaceIsNotRepeated() {
        assertEquals(2, run("probe", "test:clock", "rtsp://viewer:hunter2@10.0.0.5/", "--pasword=hunter2"));
        assertFalse((out.toString() + err).contains("hunter2"), "the password is shown");
        assertTrue(err.toString().contains("--pasword"), err::toString);
    }

    @Test
    void theDemoBeyondThisMachineBlamesTheOptionThatAsksForIt() {
        assertEquals(2, run("serve", "--demo", "--bind", "0.0.0.0"));
        assertTrue(
                err.toString().lines().allMatch(line -> line.startsWith("command line --bind: CK-61")), err::toString);
    }

    @Test
    void everyFaultOfTheConfigurationIsPrintedOnALineOfItsOwn() throws Exception {
        assertEquals(2, serve("listen: {prot: 80}\nacess: open\n"));

        assertEquals(2, err.toString().lines().count(), err::toString);
        assertTrue(err.toString().contains("camkit.yaml:1:10: CK-6103"), err::toString);
        assertTrue(err.toString().contains("camkit.yaml:2:1: CK-6103"), err::toString);
        assertFalse(err.toString().contains("\tat "), err::toString);
    }

    @Test
    void aConfigurationThatIsNotThereIsAFault() {
        assertEquals(2, run("serve", "--config", folder.resolve("none.yaml").toString()));
        assertTrue(err.toString().contains("CK-6101"), err::toString);
    }

    @Test
    void aWrongValueOnTheCommandLineIsNamedAsThere() throws Exception {
        assertEquals(2, serve("", "--port", "many"));
        assertTrue(err.toString().startsWith("command line --port: CK-6104"), err::toString);
    }

    @Test
    void aPortThatIsTakenIsAFailureInOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertEquals(1, serve("", "--port", String.valueOf(taken.getLocalPort())));
        }
        assertEquals(1, err.toString().lines().count(), err::toString);
        assertTrue(err.toString().contains("CK-51"), err::toString);
    }

    @Test
    void aPasswordWithoutItsUserOrATimeThatIsOverAtOnceIsWrongUsage() {
        assertEquals(2, run("probe", "--password", "hunter2", "test:clock"));
        assertEquals(2, run("probe", "--timeout", "0", "test:clock"));
        assertFalse((out.toString() + err).contains("hunter2"), "the password is shown");
    }

    @Test
    void probingATestCameraSaysWhatItSends() {
        assertEquals(0, run("probe", "test:clock?width=320&height=240&fps=10"), err::toString);
        assertTrue(out.toString().contains("JPEG 320x240"), out::toString);
    }

    @Test
    void probingAnAddressThatNoPluginKnowsFailsWithoutShowingItsPassword() {
        assertEquals(1, run("probe", "gopher://u:hunter2@10.0.0.5/"));
        assertTrue(err.toString().contains("CK-1201"), err::toString);
        assertFalse((out.toString() + err).contains("hunter2"), "the password is shown");
    }

    @Test
    void probingAPortWhereNobodyListensSaysSo() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertEquals(1, run("probe", "rtsp://127.0.0.1:" + free + "/stream"));
        assertTrue(out.toString().contains("CK-24"), out::toString);
    }
}
