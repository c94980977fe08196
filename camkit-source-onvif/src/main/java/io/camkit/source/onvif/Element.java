package io.camkit.source.onvif;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An element of an XML document. Names are local: devices agree on those, and choose prefixes and now and then namespaces of their own.
 *
 * @param attributes by name
 * @param text directly inside, without white space around
 * @param children in their order
 */
record Element(String name, Map<String, String> attributes, String text, List<Element> children) {
    /** The attribute's value; empty when there is none. */
    String attribute(String attribute) {
        return attributes.getOrDefault(attribute, "");
    }

    /** The children of this name. */
    List<Element> all(String child) {
        return children.stream().filter(element -> element.name.equals(child)).toList();
    }

    /** The first element on this way down. */
    Optional<Element> find(String... way) {
        Optional<Element> at = Optional.of(this);
        for (String step : way) {
            at = at.flatMap(element -> element.all(step).stream().findFirst());
        }
        return at;
    }

    /** The text of the first element on this way down; empty when there is none. */
    String text(String... way) {
        return find(way).map(Element::text).orElse("");
    }
}
