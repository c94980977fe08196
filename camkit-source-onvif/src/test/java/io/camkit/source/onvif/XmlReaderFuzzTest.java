package io.camkit.source.onvif;

import com.code_intelligence.jazzer.junit.FuzzTest;

class XmlReaderFuzzTest {
    @FuzzTest
    void anyAnswerIsReadOrRefused(byte[] answer) {
        try {
            Element root = XmlReader.read(answer);
            root.find("Body", "Fault").ifPresent(SoapFault::of);
        } catch (XmlReader.Unreadable e) {
            // as declared
        }
    }
}
