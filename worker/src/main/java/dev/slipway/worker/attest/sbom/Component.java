package dev.slipway.worker.attest.sbom;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.worker.attest.catalog.PackageFact;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** A package in a bill of materials, once, with the places where it was found. */
final class Component {

  /** A package may be there a thousand times; so many tell enough. */
  private static final int MOST_PLACES = 20;

  private final PackageFact fact;
  private final String reference;
  private final Optional<String> purl;
  private final SortedSet<String> places = new TreeSet<>();

  /**
   * @param reference names it within the document
   * @param purl its package URL, if it has one
   */
  Component(PackageFact fact, String reference, Optional<String> purl) {
    this.fact = fact;
    this.reference = reference;
    this.purl = purl;
  }

  void foundAt(String path) {
    places.add("/" + path);
  }

  ObjectNode toJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("type", "library");
    node.put("bom-ref", reference);
    if (fact.group() != null) {
      node.put("group", fact.group());
    }
    node.put("name", fact.name());
    node.put("version", fact.version());
    if (fact.license() != null) {
      // By name: what packages write there is not always an SPDX expression.
      node.putArray("licenses").addObject().putObject("license").put("name", fact.license());
    }
    purl.ifPresent(url -> node.put("purl", url));
    var occurrences = node.putObject("evidence").putArray("occurrences");
    places.stream()
        .limit(MOST_PLACES)
        .forEach(place -> occurrences.addObject().put("location", place));
    return node;
  }
}
