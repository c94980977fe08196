package io.camkit.source.onvif;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads XML from strangers: without DTD, without entities but the five that XML has, and not deeper or larger than a device's answer can
 * be.
 */
final class XmlReader {
    static final int MAX_BYTES = 512 * 1024;
    private static final int MAX_DEPTH = 32;
    private static final int MAX_ELEMENTS = 10_000;

    /** This is no XML that camkit reads; the message says why. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String why) {
            super(why);
        }
    }

    private static final class Open {
        final String name;
        final Map<String, String> attributes = new HashMap<>();
        final StringBuilder text = new StringBuilder();
        final List<Element> children = new ArrayList<>();

        Open(String name) {
            this.name = name;
        }

        Element close() {
            return new Element(name, Map.copyOf(attributes), text.toString().strip(), List.copyOf(children));
        }
    }

    private final Deque<Open> open = new ArrayDeque<>();
    private int elements;

    private XmlReader() {}

    /** The root of the document. */
    static Element read(byte[] document) throws Unreadable {
        if (document.length > MAX_BYTES) {
            throw new Unreadable("it has more than " + MAX_BYTES / 1024 + " KiB");
        }
        // the JDK's own, whatever else is on the class path
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("it refers to something outside");
        });
        try {
            return new XmlReader().root(factory.createXMLStreamReader(new StringReader(text(document))));
        } catch (XMLStreamException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNumber();
            throw new Unreadable("it is no well-formed XML" + (line > 0 ? ", in line " + line : ""));
        } catch (RuntimeException e) {
            // the JDK's reader has faults of its own: it has no message for a character that may not stand in a DTD
            throw new Unreadable("it is no well-formed XML");
        }
    }

    /**
     * ONVIF is UTF-8. What a device has in another encoding after all, mostly in a name, is not worth the whole answer; nor is what it
     * writes before the first character that counts.
     */
    private static String text(byte[] document) {
        String text = new String(document, StandardCharsets.UTF_8);
        return (text.startsWith("\uFEFF") ? text.substring(1) : text).strip();
    }

    private Element root(XMLStreamReader reader) throws XMLStreamException, Unreadable {
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> begin(reader);
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text(reader);
                case XMLStreamConstants.END_ELEMENT -> {
                    Element closed = open.pop().close();
                    if (open.isEmpty()) {
                        return closed;
                    }
                    open.peek().children.add(closed);
                }
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new Unreadable("it has a DTD or an entity");
                default -> {
                    // comments and the like
                }
            }
        }
        throw new Unreadable("it ends too early");
    }

    private void begin(XMLStreamReader reader) throws Unreadable {
        if (open.size() == MAX_DEPTH || ++elements > MAX_ELEMENTS) {
            throw new Unreadable("it is deeper than " + MAX_DEPTH + " or has more than " + MAX_ELEMENTS + " elements");
        }
        Open element = new Open(reader.getLocalName());
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            element.attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        open.push(element);
    }

    private void text(XMLStreamReader reader) {
        if (!open.isEmpty()) {
            open.peek().text.append(reader.getText());
        }
    }
}
