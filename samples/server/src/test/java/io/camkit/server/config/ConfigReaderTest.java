package io.camkit.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Credentials;
import io.camkit.Secret;
import io.camkit.SinkSpec;
import io.camkit.codec.javacv.Isolation;
import io.camkit.http.Access;
import io.camkit.http.Access.Token;
import io.camkit.http.Action;
import io.camkit.sink.webrtc.WebRtcOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTest {
    private final Reading reading = new Reading();

    @TempDir
    private Path folder;

    @Test
    void anEmptyFileListensOnLoopbackAndIsOpen() throws Exception {
        ServerConfig config = reading.of("");

        assertTrue(config.listen().bind().isLoopbackAddress());
        assertEquals(8080, config.listen().port());
        assertInstanceOf(Access.Open.class, config.access());
        assertEquals(List.of(), config.cameras());
    }

    @Test
    void everythingThatCanBeWrittenIsRead() throws Exception {
        ServerConfig config = reading.variable("DOOR_PASSWORD", "s3cret").of("""
                listen: {bind: 0.0.0.0, port: 9000, tls: off}
                access:
                  tokens:
                    - {name: hall, token: abcdef-abcdef-abcdef, cameras: [door], actions: [view, playback]}
                    - {name: admin, token: ghijkl-ghijkl-ghijkl, cameras: "*"}
                cameras:
                  - id: door
                    source: rtsp://10.0.0.5/1
                    sub: rtsp://10.0.0.5/2
                    username: viewer
                    password: "${DOOR_PASSWORD}"
                    sinks: [live]
                    stallSeconds: 30
                """);

        assertEquals("0.0.0.0", config.listen().bind().getHostAddress());
        assertEquals(
                Access.tokens(List.of(
                        new Token(
                                "hall",
                                Secret.of("abcdef-abcdef-abcdef"),
                                Set.of("door"),
                                Set.of(Action.VIEW, Action.PLAYBACK)),
                        new Token("admin", Secret.of("ghijkl-ghijkl-ghijkl"), Set.of("*"), Set.of(Action.VIEW)))),
                config.access());
        CameraConfig door = config.cameras().get(0);
        assertEquals("door", door.id());
        assertEquals("rtsp://viewer:***@10.0.0.5/1", door.source().describe());
        assertEquals("rtsp://viewer:***@10.0.0.5/2", door.sub().orElseThrow().describe());
        assertEquals(
                Optional.of(Credentials.of("viewer", "s3cret")),
                ((Reading.KnownSource) door.source()).address().credentials());
        assertEquals(List.of("live"), door.sinks().stream().map(SinkSpec::name).toList());
        assertEquals(Optional.of(Duration.ofSeconds(30)), door.stallAfter());
    }

    @Test
    void aCameraWithoutCredentialsGetsTheDefaultOnes() throws Exception {
        ServerConfig config = reading.of("""
                defaults: {username: viewer, password: x}
                cameras: [{id: door, source: "rtsp://10.0.0.5/1"}]
                """);

        assertEquals(
                "rtsp://viewer:***@10.0.0.5/1", config.cameras().get(0).source().describe());
    }

    private Reading.KnownSource source(ServerConfig config, int camera) {
        return (Reading.KnownSource) config.cameras().get(camera).source();
    }

    @Test
    void aDevicesTokenStandsInPlaceOfAUserAndHisPassword() throws Exception {
        ServerConfig config = reading.variable("YARD_TOKEN", "abc").of("""
                defaults: {username: viewer, password: x}
                cameras: [{id: yard, source: "esp32:", token: "${YARD_TOKEN}"}]
                """);

        assertEquals(
                Optional.of(Credentials.token("abc")),
                source(config, 0).address().credentials());
        assertEquals("esp32:", source(config, 0).describe());
    }

    @Test
    void aTokenIsForDevicesThatLogInAndForNobodyElse() {
        assertEquals(List.of("1:55 CK-6104", "2:62 CK-6104"), reading.faultsOf("""
                        cameras: [{id: a, source: "rtsp://10.0.0.5/1", token: x},
                          {id: b, source: "esp32:", username: u, password: p, token: x}]
                        """));
    }

    @Test
    void legacyPortsGoInOrderToTheDevicesWithoutAToken() throws Exception {
        ServerConfig config = reading.of("""
                legacyPorts: 8880-8881
                cameras:
                  - {id: a, source: "rtsp://10.0.0.5/1"}
                  - {id: b, source: "esp32:"}
                  - {id: c, source: "esp32:", token: x}
                  - {id: d, source: "esp32:?legacyPort=9000"}
                  - {id: e, source: "esp32:"}
                  - {id: f, source: "esp32:"}
                """);

        assertEquals(
                List.of(
                        "rtsp://10.0.0.5/1",
                        "esp32:?legacyPort=8880",
                        "esp32:",
                        "esp32:?legacyPort=9000",
                        "esp32:?legacyPort=8881",
                        "esp32:"),
                config.cameras().stream()
                        .map(camera -> camera.source().describe())
                        .toList());
    }

    @Test
    void legacyPortsThatAreNoRangeAreAFault() {
        for (String written : List.of("0", "9000-8000", "1-70000", "1-300", "many", "8880-")) {
            assertEquals(List.of("1:14 CK-6104"), reading.faultsOf("legacyPorts: " + written), written);
        }
    }

    @Test
    void aCameraWithoutSinksGetsAllThatAreInstalled() throws Exception {
        ServerConfig config = reading.of("cameras: [{id: door, source: 'rtsp://10.0.0.5/1'}]");

        assertEquals(
                List.of("live", "mjpeg"),
                config.cameras().get(0).sinks().stream().map(SinkSpec::name).toList());
    }

    @Test
    void theCommandLineGoesBeforeTheEnvironmentBeforeDotEnvBeforeTheFile() throws Exception {
        Path envFile = Files.writeString(folder.resolve(".env"), "CAMKIT_LISTEN_PORT=9002\n");
        String file = "listen: {port: 9001}";

        assertEquals(9001, reading.of(file).listen().port());
        assertEquals(9002, reading.envFile(envFile).of(file).listen().port());
        assertEquals(
                9003,
                reading.variable("CAMKIT_LISTEN_PORT", "9003").of(file).listen().port());
        assertEquals(
                9004, reading.option("listen.port", "9004").of(file).listen().port());
    }

    @Test
    void thePortOfAHostingPlatformIsHonoured() throws Exception {
        assertEquals(
                9005,
                reading.variable("PORT", "9005")
                        .of("listen: {port: 1}")
                        .listen()
                        .port());
    }

    @Test
    void aCamerasValuesComeFromTheEnvironmentByItsId() throws Exception {
        ServerConfig config = reading.variable("CAMKIT_CAMERAS_FRONT_DOOR_SOURCE", "rtsp://10.0.0.6/2")
                .of("cameras: [{id: front-door}]");

        assertEquals("rtsp://10.0.0.6/2", config.cameras().get(0).source().describe());
    }

    @Test
    void everyFaultIsReportedAtOnceWithLineAndColumn() {
        List<String> faults = reading.faultsOf("""
                listen: {bind: everywhere, port: 99999, tls: perhaps}
                camera: []
                access: closed
                cameras:
                  - {id: Door, source: "rtsp://10.0.0.5/1"}
                  - {id: yard, source: "rtsp://${NOBODY}/1", sink: [live]}
                  - {id: lab}
                  - {id: lab, source: "rtsp://10.0.0.5/1", stallSeconds: soon}
                  - door
                """);

        assertEquals(
                Set.of(
                        "1:16 CK-6104",
                        "1:34 CK-6105",
                        "1:46 CK-6104",
                        "2:1 CK-6103",
                        "3:9 CK-6104",
                        "5:10 CK-6108",
                        "6:24 CK-6106",
                        "6:46 CK-6103",
                        "7:5 CK-6109",
                        "8:10 CK-6107",
                        "8:58 CK-6104",
                        "9:5 CK-6104",
                        "9:5 CK-6109"),
                Set.copyOf(faults));
    }

    @Test
    void faultsAreReportedInTheOrderOfTheFile() {
        List<String> faults = reading.faultsOf("""
                cameras: [{id: A, source: "rtsp://10.0.0.5/1"}]
                listen: {port: -1}
                """);

        assertEquals(List.of("1:16 CK-6108", "2:16 CK-6105"), faults);
    }

    @Test
    void aMisspeltKeyIsAnsweredWithTheOneThatWasMeant() {
        String message = reading.messageOf("listen: {prot: 9000}");

        assertEquals("camkit.yaml:1:10: CK-6103 `prot` is not known in `listen`. Mend: did you mean `port`?", message);
    }

    @Test
    void aKeyOfALaterVersionIsAnsweredWithTheOnesThatAreKnown() {
        String message = reading.messageOf("rooms: [{url: x}]");

        assertTrue(
                message.contains("known here: listen, access, codecs, webrtc, defaults, legacyPorts, cameras"),
                message);
    }

    @Test
    void aKeyThatIsThereTwiceIsAFault() {
        assertEquals(List.of("2:1 CK-6107"), reading.faultsOf("access: open\naccess: open\n"));
    }

    @Test
    void textThatIsNotYamlIsReportedWhereItBreaks() {
        assertEquals(List.of("3:7 CK-6102"), reading.faultsOf("listen:\n  port: [9000\n  bind: x"));
    }

    @Test
    void ffmpegRunsInChildrenUnlessToldOtherwise() throws Exception {
        assertEquals(Isolation.CHILD, reading.of("").isolation());
        assertEquals(Isolation.INLINE, reading.of("codecs: {isolation: inline}").isolation());
        assertEquals(
                Isolation.CHILD,
                reading.variable("CAMKIT_CODECS_ISOLATION", "child")
                        .of("codecs: {isolation: inline}")
                        .isolation());
    }

    @Test
    void anotherIsolationIsAFault() {
        assertEquals(List.of("1:21 CK-6104"), reading.faultsOf("codecs: {isolation: outside}"));
    }

    @Test
    void mediaOfAServerForThisMachineStaysOnIt() throws InvalidConfiguration {
        WebRtcOptions options = reading.of("").webRtc();

        assertEquals("127.0.0.1", options.bind());
        assertEquals(0, options.udpPort());
    }

    @Test
    void mediaOfAServerForEverybodyHasAPortThatARouterCanBeTold() throws InvalidConfiguration {
        WebRtcOptions options = reading.of("""
                        listen: {bind: 0.0.0.0, tls: off}
                        access: {tokens: [{name: a, token: 0123456789abcdef}]}
                        webrtc: {publicAddress: 203.0.113.7}
                        """).webRtc();

        assertEquals("", options.bind());
        assertEquals(8555, options.udpPort());
        assertEquals("203.0.113.7", options.publicAddress());
    }

    @Test
    void aPublicAddressIsOneInDigits() {
        assertEquals(List.of("1:25 CK-6104"), reading.faultsOf("webrtc: {publicAddress: example.org}"));
    }

    @Test
    void aUdpPortIsANumberThatThereIs() {
        assertEquals(List.of("1:19 CK-6105"), reading.faultsOf("webrtc: {udpPort: 70000}"));
    }

    @Test
    void aWrongValueIsRepeated() {
        assertTrue(
                reading.messageOf("listen: {port: eighty}")
                        .contains("`listen.port` is `eighty`, which is no whole number"),
                () -> reading.messageOf("listen: {port: eighty}"));
    }

    @Test
    void whatAVariableStandsForIsNotRepeated() {
        String message = reading.variable("HIDDEN", "s3cret").messageOf("listen: {port: '${HIDDEN}'}");

        assertTrue(message.contains("`listen.port` is `${HIDDEN}`"), message);
        assertFalse(message.contains("s3cret"), message);
    }

    @Test
    void aFaultInTheEnvironmentNamesTheVariable() {
        String message = reading.variable("CAMKIT_LISTEN_PORT", "many").messageOf("");

        assertTrue(message.startsWith("environment CAMKIT_LISTEN_PORT: CK-6104"), message);
    }

    @Test
    void aFileThatIsNotThereIsAFault() {
        assertEquals("CK-6101", onlyFaultOf(folder.resolve("camkit.yaml")).code());
    }

    @Test
    void aFileThatIsNotUtf8IsAFault() throws Exception {
        Path file = Files.write(folder.resolve("latin1.yaml"), "# Tür".getBytes(StandardCharsets.ISO_8859_1));

        assertEquals("save it as UTF-8", onlyFaultOf(file).mend());
    }

    private Fault onlyFaultOf(Path file) {
        var invalid =
                assertThrows(InvalidConfiguration.class, () -> reading.reader().read(file));
        assertEquals(1, invalid.faults().size());
        return invalid.faults().get(0);
    }

    @Test
    void aTagThatAsksForAnObjectIsRefused() {
        List<String> faults = reading.faultsOf("listen: !!java.net.URL [\"http://example.org\"]");

        assertEquals(List.of("1:9 CK-6102"), faults);
    }

    @Test
    void deepNestingAndManyAliasesAreRefused() {
        assertEquals(
                List.of("1:1 CK-6102"),
                reading.faultsOf("a: " + "[".repeat(100)).stream()
                        .map(fault -> fault.replaceFirst("^\\d+:\\d+", "1:1"))
                        .toList());
    }

    @Test
    void aBindBeyondLoopbackNeedsCertificateFilesOrTlsSwitchedOff() {
        String tokens = "access: {tokens: [{name: a, token: 0123456789abcdef}]}\n";

        assertEquals(List.of("2:16 CK-6110"), reading.faultsOf(tokens + "listen: {bind: 0.0.0.0}"));
        assertEquals(List.of("2:16 CK-6110"), reading.faultsOf(tokens + "listen: {bind: 0.0.0.0, tls: auto}"));
        assertEquals(List.of(), reading.faultsOf(tokens + "listen: {bind: 0.0.0.0, tls: off}"));
        assertEquals(List.of(), reading.faultsOf(tokens + "listen: {bind: 0.0.0.0, tls: false}"));
    }

    @Test
    void certificateFilesMustBeReadable() throws Exception {
        Path pem = Files.createFile(folder.resolve("cert.pem"));

        assertEquals(
                List.of("1:" + (38 + pem.toString().length()) + " CK-6112"),
                reading.faultsOf("listen: {tls: {certificate: '" + pem + "', key: '/no/such.pem'}}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"''", "/", "\"\\0\"", "'-----BEGIN PRIVATE KEY----- hunter2'"})
    void whatIsNoFileIsNoKeyAndIsNotRepeated(String key) throws Exception {
        Path pem = Files.createFile(folder.resolve("cert.pem"));

        String message = reading.messageOf("listen: {tls: {certificate: '" + pem + "', key: " + key + "}}");
        assertTrue(message.contains("CK-6112 the file that `listen.tls.key` names cannot be read"), message);
        assertFalse(message.contains("hunter"), message);
    }

    @Test
    void openAccessBeyondLoopbackIsRefused() {
        assertEquals(List.of("2:9 CK-6111"), reading.faultsOf("listen: {bind: '::', tls: off}\naccess: open\n"));
    }

    @Test
    void tokensNeedANameAndASecretOfTheirOwn() {
        List<String> faults = reading.faultsOf("""
                access:
                  tokens:
                    - {name: hall, token: one-one-one-one-one}
                    - {name: hall, token: one-one-one-one-one, actions: [veiw], cameras: [Door]}
                    - {}
                """);

        assertEquals(
                Set.of("4:14 CK-6107", "4:27 CK-6107", "4:58 CK-6104", "4:75 CK-6108", "5:7 CK-6109"),
                Set.copyOf(faults));
    }

    @Test
    void aCameraThatNoPluginKnowsIsKeptWithWhatIsWrongAndTheOthersGoOn() throws Exception {
        ServerConfig config = reading.of("""
                cameras:
                  - {id: door, source: "rtsp://10.0.0.5/1"}
                  - {id: yard, source: "gopher://10.0.0.6/1"}
                """);

        assertInstanceOf(Reading.KnownSource.class, config.cameras().get(0).source());
        UnusableSource yard =
                assertInstanceOf(UnusableSource.class, config.cameras().get(1).source());
        assertEquals("CK-1201", yard.why().code());
        assertEquals("camkit.yaml:3:24", yard.why().where());
        assertEquals(1, config.cameraFaults().size());
    }

    @Test
    void aSinkThatIsNotInstalledCostsOnlyItsCamera() throws Exception {
        ServerConfig config = reading.of("""
                cameras:
                  - {id: door, source: "rtsp://10.0.0.5/1", sinks: [live, webrtc]}
                  - {id: yard, source: "rtsp://10.0.0.6/1", sinks: [mjpg]}
                """);

        assertEquals(
                List.of("known here: live, mjpeg", "did you mean `mjpeg`?"),
                config.cameraFaults().stream().map(Fault::mend).toList());
        assertInstanceOf(UnusableSource.class, config.cameras().get(0).source());
    }

    @Test
    void noSecretIsPrinted() throws Exception {
        String yaml = """
                defaults: {username: viewer, password: hunter2}
                access: {tokens: [{name: hall, token: hunter3hunter3hunter3}]}
                cameras: [{id: a, source: "rtsp://u:hunter4@10.0.0.5/1"}, {id: b, source: "foo://u:hunter5@x/"}]
                """;

        assertFalse(reading.of(yaml).toString().contains("hunter"), "the configuration shows a secret");
        String message = reading.messageOf(yaml + "listen: {port: [hunter6], bind: hunter7}\n");
        assertFalse(message.contains("hunter"), message);
        assertTrue(message.contains("CK-6104"), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*hunter2",
                "!hunter2!x",
                "@hunter2",
                "%hunter2",
                "{hunter2}",
                "[hunter2]",
                "one,hunter2",
                "one, hunter2",
                "hunter2: x",
                "'hunter2",
                "\"hunter2\\q\""
            })
    void aPasswordThatNeedsQuotesAndHasNoneIsNotPrinted(String password) {
        String message = reading.messageOf(
                "cameras: [{id: a, source: \"rtsp://10.0.0.5/1\", username: u, password: " + password + "}]");

        assertTrue(message.contains("CK-61"), message);
        assertFalse(message.contains("hunter"), message);
    }

    @Test
    void aVariableOfOursThatSetsNothingIsAFaultThatNamesTheOneMeant() {
        String message = new Reading().variable("CAMKIT_LISTEN_PROT", "80").messageOf("");

        assertTrue(message.startsWith("environment CAMKIT_LISTEN_PROT: CK-6115"), message);
        assertTrue(message.contains("did you mean CAMKIT_LISTEN_PORT?"), message);
    }

    @Test
    void variablesOfTheLauncherOfOthersAndOfTheFileItselfAreLeftAlone() {
        Reading reading = new Reading()
                .variable("CAMKIT_HEAP", "128m")
                .variable("HOME", "/root")
                .variable("CAMKIT_MY_TOKEN", "a-token-of-24-characters");
        String tokens = "access: {tokens: [{name: me, token: '${CAMKIT_MY_TOKEN}'}]}\n";

        assertEquals(List.of(), reading.faultsOf(tokens));
    }
}
