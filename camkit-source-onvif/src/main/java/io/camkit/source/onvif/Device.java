package io.camkit.source.onvif;

import io.camkit.CamkitException;
import io.camkit.source.onvif.OnvifCamera.Profile;
import io.camkit.spi.SourceAddress;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * One device as camkit needs it: its clock, its services, its streams (ONVIF Core, Media and PTZ specifications, version 10 and 20).
 *
 * <p><b>Threading.</b> Any thread. Everything blocks, up to a few deadlines of {@link Soap}.
 */
final class Device {
    private static final String DEVICE = "http://www.onvif.org/ver10/device/wsdl";
    private static final String MEDIA = "http://www.onvif.org/ver10/media/wsdl";
    private static final String PTZ = "http://www.onvif.org/ver20/ptz/wsdl";
    private static final int MAX_PROFILES = 64;

    private final Soap soap;
    private final String path;
    private String media = "";
    private String ptz = "";

    /** @param path of the device's service, as a request carries it */
    Device(Soap soap, String path) {
        this.soap = soap;
        this.path = path;
    }

    /** Reads the device's clock, then where its services are. */
    void connect() {
        clockAhead().ifPresent(soap::clockAhead);
        findServices();
        if (media.isEmpty()) {
            throw soap.faults().noMedia();
        }
    }

    /** Tokens carry a time that the device compares with its own clock, which is seldom right. Empty when it does not tell it. */
    private Optional<Duration> clockAhead() {
        Element answer;
        try {
            answer = soap.callOpenly(path, "GetSystemDateAndTime", element(DEVICE, "GetSystemDateAndTime", ""));
        } catch (CamkitException e) {
            if (List.of("CK-2704", "CK-2705", "CK-2706", "CK-2711", "CK-2713").contains(e.code())) {
                return Optional.empty();
            }
            throw e;
        }
        Optional<Element> utc = answer.find("SystemDateAndTime", "UTCDateTime");
        try {
            return utc.map(Device::instant)
                    .map(time -> Duration.between(soap.clock().now(), time));
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Instant instant(Element utc) {
        return LocalDateTime.of(
                        Integer.parseInt(utc.text("Date", "Year")),
                        Integer.parseInt(utc.text("Date", "Month")),
                        Integer.parseInt(utc.text("Date", "Day")),
                        Integer.parseInt(utc.text("Time", "Hour")),
                        Integer.parseInt(utc.text("Time", "Minute")),
                        // a leap second is no second of Java's
                        Math.min(59, Integer.parseInt(utc.text("Time", "Second"))))
                .toInstant(ZoneOffset.UTC);
    }

    private void findServices() {
        Element capabilities =
                soap.call(path, "GetCapabilities", element(DEVICE, "GetCapabilities", "<t:Category>All</t:Category>"));
        media = pathOf(capabilities.text("Capabilities", "Media", "XAddr"));
        ptz = pathOf(capabilities.text("Capabilities", "PTZ", "XAddr"));
        if (media.isEmpty()) {
            Element services = soap.call(
                    path,
                    "GetServices",
                    element(DEVICE, "GetServices", "<t:IncludeCapability>false</t:IncludeCapability>"));
            media = pathOf(serviceOf(services, MEDIA));
            ptz = pathOf(serviceOf(services, PTZ));
        }
    }

    private static String serviceOf(Element services, String namespace) {
        return services.all("Service").stream()
                .filter(service -> service.text("Namespace").equals(namespace))
                .map(service -> service.text("XAddr"))
                .findFirst()
                .orElse("");
    }

    /** All services are where the device is, whatever host and port it believes to have. */
    private String pathOf(String address) {
        if (address.isEmpty()) {
            return "";
        }
        try {
            String target = SourceAddress.parse(address, Optional.empty()).target();
            return target.startsWith("/") ? target : "/" + target;
        } catch (CamkitException e) {
            throw soap.faults().unreadable("it names a service at an address that cannot be read");
        }
    }

    OnvifCamera describe() {
        Element about = soap.call(path, "GetDeviceInformation", element(DEVICE, "GetDeviceInformation", ""));
        return new OnvifCamera(
                about.text("Manufacturer"),
                about.text("Model"),
                about.text("FirmwareVersion"),
                about.text("SerialNumber"),
                profiles());
    }

    List<Profile> profiles() {
        return soap.call(media, "GetProfiles", element(MEDIA, "GetProfiles", "")).all("Profiles").stream()
                .limit(MAX_PROFILES)
                .map(this::profile)
                .toList();
    }

    private Profile profile(Element profile) {
        Optional<Element> encoder = profile.find("VideoEncoderConfiguration");
        return new Profile(
                profile.attribute("token"),
                profile.text("Name"),
                encoder.map(found -> found.text("Encoding")).orElse(""),
                size(encoder, "Width"),
                size(encoder, "Height"),
                !ptz.isEmpty() && profile.find("PTZConfiguration").isPresent());
    }

    private static int size(Optional<Element> encoder, String side) {
        String written = encoder.map(found -> found.text("Resolution", side)).orElse("");
        return written.matches("\\d{1,6}") ? Integer.parseInt(written) : 0;
    }

    /** The profile that is wanted, by token or name; the first one with video if none is. */
    Profile choose(Optional<String> wanted) {
        List<Profile> withVideo = profiles().stream().filter(Profile::hasVideo).toList();
        if (withVideo.isEmpty()) {
            throw soap.faults().noProfile();
        }
        return withVideo.stream()
                .filter(profile -> wanted.map(profile::isCalled).orElse(true))
                .findFirst()
                .orElseThrow(() -> soap.faults()
                        .unknownProfile(
                                wanted.orElse(""),
                                withVideo.stream().map(Profile::token).toList()));
    }

    /** Where the profile's stream is, in the device's words. */
    String streamUri(Profile profile) {
        String setup = "<t:StreamSetup><tt:Stream>RTP-Unicast</tt:Stream>"
                + "<tt:Transport><tt:Protocol>RTSP</tt:Protocol></tt:Transport></t:StreamSetup>";
        Element answer = soap.call(media, "GetStreamUri", element(MEDIA, "GetStreamUri", setup + tokenOf(profile)));
        return answer.text("MediaUri", "Uri");
    }

    /** Where the profile's pictures are, in the device's words; empty when it has none. */
    Optional<String> snapshotUri(Profile profile) {
        try {
            Element answer = soap.call(media, "GetSnapshotUri", element(MEDIA, "GetSnapshotUri", tokenOf(profile)));
            return Optional.of(answer.text("MediaUri", "Uri")).filter(uri -> !uri.isEmpty());
        } catch (CamkitException e) {
            // a stream without pictures is still a stream
            return Optional.empty();
        }
    }

    /** Calls an operation of the service that moves the camera, for a profile. */
    Element move(Profile profile, String operation, String parameters) {
        return soap.call(ptz, operation, element(PTZ, operation, tokenOf(profile) + parameters));
    }

    OnvifFaults faults() {
        return soap.faults();
    }

    private static String tokenOf(Profile profile) {
        return "<t:ProfileToken>" + Envelope.escaped(profile.token()) + "</t:ProfileToken>";
    }

    private static String element(String namespace, String name, String content) {
        return "<t:" + name + " xmlns:t=\"" + namespace + "\">" + content + "</t:" + name + ">";
    }
}
