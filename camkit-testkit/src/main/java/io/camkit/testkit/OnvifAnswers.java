package io.camkit.testkit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * What a fake ONVIF camera answers when nothing is wrong.
 *
 * @param stream where its streams are
 * @param snapshot where its pictures are; empty when it has none
 * @param host where its services believe to be; empty for where they are
 * @param ptz whether it moves
 */
record OnvifAnswers(String stream, String snapshot, String host, boolean ptz) {
    static OnvifAnswers usual() {
        return new OnvifAnswers("rtsp://127.0.0.1/main", "", "", true);
    }

    OnvifAnswers withStream(String uri) {
        return new OnvifAnswers(uri, snapshot, host, ptz);
    }

    OnvifAnswers withSnapshot(String uri) {
        return new OnvifAnswers(stream, uri, host, ptz);
    }

    OnvifAnswers withHost(String hostAndPort) {
        return new OnvifAnswers(stream, snapshot, hostAndPort, ptz);
    }

    OnvifAnswers withPtz(boolean moves) {
        return new OnvifAnswers(stream, snapshot, host, moves);
    }

    /** The answer to an operation; empty when the camera does not have it. */
    String to(String operation, String request, String address) {
        String body = switch (operation) {
            case "GetCapabilities" -> capabilities(host.isEmpty() ? address : host);
            case "GetServices" -> services(host.isEmpty() ? address : host);
            case "GetDeviceInformation" ->
                "<tds:Manufacturer>Camkit</tds:Manufacturer><tds:Model>Fake &amp; Co</tds:Model>"
                        + "<tds:FirmwareVersion>1.2</tds:FirmwareVersion><tds:SerialNumber>42</tds:SerialNumber>"
                        + "<tds:HardwareId>7</tds:HardwareId>";
            case "GetProfiles" -> profile("main", "Main stream", 1280, 720) + profile("sub", "Sub stream", 640, 360);
            case "GetVideoSources" ->
                "<trt:VideoSources token=\"v\"><tt:Framerate>25</tt:Framerate><tt:Resolution><tt:Width>1280</tt:Width>"
                        + "<tt:Height>720</tt:Height></tt:Resolution></trt:VideoSources>";
            case "GetStreamUri" -> mediaUri(stream);
            case "GetSnapshotUri" -> snapshot.isEmpty() ? "" : mediaUri(snapshot);
            case "GetPresets" ->
                "<tptz:Preset token=\"1\"><tt:Name>Door</tt:Name></tptz:Preset><tptz:Preset token=\"2\"/>";
            case "ContinuousMove", "RelativeMove", "AbsoluteMove", "Stop", "GotoPreset" -> ptz ? " " : "";
            default -> "";
        };
        boolean knownPreset = !operation.equals("GotoPreset") || request.matches("(?s).*PresetToken>[12]<.*");
        if (!knownPreset) {
            return fault("ter:NoToken", "no such preset");
        }
        return body.isEmpty()
                ? ""
                : envelope("<" + prefix(operation) + ":" + operation + "Response>" + body + "</" + prefix(operation)
                        + ":" + operation + "Response>");
    }

    private static String prefix(String operation) {
        return switch (operation) {
            case "GetProfiles", "GetVideoSources", "GetStreamUri", "GetSnapshotUri" -> "trt";
            case "GetCapabilities", "GetServices", "GetDeviceInformation", "GetSystemDateAndTime" -> "tds";
            default -> "tptz";
        };
    }

    private String capabilities(String at) {
        return "<tds:Capabilities><tt:Device><tt:XAddr>http://" + at + "/onvif/device_service</tt:XAddr></tt:Device>"
                + "<tt:Media><tt:XAddr>http://" + at + "/onvif/media</tt:XAddr></tt:Media>"
                + (ptz ? "<tt:PTZ><tt:XAddr>http://" + at + "/onvif/ptz</tt:XAddr></tt:PTZ>" : "")
                + "</tds:Capabilities>";
    }

    private String services(String at) {
        return service("http://www.onvif.org/ver10/device/wsdl", at, "device_service")
                + service("http://www.onvif.org/ver10/media/wsdl", at, "media")
                + (ptz ? service("http://www.onvif.org/ver20/ptz/wsdl", at, "ptz") : "");
    }

    private static String service(String namespace, String at, String name) {
        return "<tds:Service><tds:Namespace>" + namespace + "</tds:Namespace><tds:XAddr>http://" + at + "/onvif/" + name
                + "</tds:XAddr><tds:Version><tt:Major>2</tt:Major><tt:Minor>60</tt:Minor></tds:Version></tds:Service>";
    }

    private String profile(String token, String name, int width, int height) {
        return "<trt:Profiles token=\"" + token + "\" fixed=\"true\"><tt:Name>" + name + "</tt:Name>"
                + "<tt:VideoSourceConfiguration token=\"vs\"><tt:Name>v</tt:Name><tt:UseCount>2</tt:UseCount>"
                + "<tt:SourceToken>v</tt:SourceToken><tt:Bounds x=\"0\" y=\"0\" width=\"1280\" height=\"720\"/>"
                + "</tt:VideoSourceConfiguration>"
                + "<tt:VideoEncoderConfiguration token=\"e-" + token + "\"><tt:Name>" + name
                + "</tt:Name><tt:UseCount>1</tt:UseCount><tt:Encoding>H264</tt:Encoding>"
                + "<tt:Resolution><tt:Width>" + width + "</tt:Width><tt:Height>" + height
                + "</tt:Height></tt:Resolution></tt:VideoEncoderConfiguration>"
                + (ptz
                        ? "<tt:PTZConfiguration token=\"p\"><tt:Name>p</tt:Name><tt:UseCount>1</tt:UseCount>"
                                + "<tt:NodeToken>n</tt:NodeToken></tt:PTZConfiguration>"
                        : "")
                + "</trt:Profiles>";
    }

    private static String mediaUri(String uri) {
        return "<trt:MediaUri><tt:Uri>" + uri.replace("&", "&amp;")
                + "</tt:Uri><tt:InvalidAfterConnect>false</tt:InvalidAfterConnect>"
                + "<tt:InvalidAfterReboot>false</tt:InvalidAfterReboot><tt:Timeout>PT0S</tt:Timeout></trt:MediaUri>";
    }

    static String time(Instant now) {
        ZonedDateTime utc = now.atZone(ZoneOffset.UTC);
        return envelope("<tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime>"
                + "<tt:DateTimeType>Manual</tt:DateTimeType><tt:DaylightSavings>false</tt:DaylightSavings>"
                + "<tt:UTCDateTime><tt:Time><tt:Hour>" + utc.getHour() + "</tt:Hour><tt:Minute>" + utc.getMinute()
                + "</tt:Minute><tt:Second>" + utc.getSecond() + "</tt:Second></tt:Time><tt:Date><tt:Year>"
                + utc.getYear()
                + "</tt:Year><tt:Month>" + utc.getMonthValue() + "</tt:Month><tt:Day>" + utc.getDayOfMonth()
                + "</tt:Day></tt:Date></tt:UTCDateTime></tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse>");
    }

    static String fault(String subcode, String reason) {
        return envelope("<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>" + subcode
                + "</s:Value></s:Subcode></s:Code><s:Reason><s:Text xml:lang=\"en\">" + reason
                + "</s:Text></s:Reason></s:Fault>");
    }

    private static String envelope(String body) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                + "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" xmlns:tt=\"http://www.onvif.org/ver10/schema\""
                + " xmlns:tds=\"http://www.onvif.org/ver10/device/wsdl\" xmlns:trt=\"http://www.onvif.org/ver10/media/wsdl\""
                + " xmlns:tptz=\"http://www.onvif.org/ver20/ptz/wsdl\" xmlns:ter=\"http://www.onvif.org/ver10/error\"><s:Body>"
                + body + "</s:Body></s:Envelope>";
    }
}
