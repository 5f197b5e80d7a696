package io.llmclient.examples.crashcard;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A picture or a page, read by a real parser, which is strict. */
record Xml(Document document) {

    static Xml of(Object text) {
        try {
            DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
            parser.setErrorHandler(null);
            return new Xml(parser.parse(new InputSource(new StringReader(text.toString()))));
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new AssertionError("not well-formed: " + e.getMessage(), e);
        }
    }

    List<Element> elements(String name) {
        NodeList all = document.getElementsByTagName(name);
        return IntStream.range(0, all.getLength())
                .mapToObj(i -> (Element) all.item(i))
                .toList();
    }

    List<String> texts(String name) {
        return elements(name).stream().map(Element::getTextContent).toList();
    }

    /** The titles of the elements of this class. */
    List<String> titles(String cssClass) {
        return elements("title").stream()
                .filter(title -> title.getParentNode() instanceof Element parent
                        && parent.getAttribute("class").equals(cssClass))
                .map(Element::getTextContent)
                .toList();
    }
}
