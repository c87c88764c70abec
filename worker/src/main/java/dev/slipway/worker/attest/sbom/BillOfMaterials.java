package dev.slipway.worker.attest.sbom;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.core.image.Digest;
import dev.slipway.worker.attest.catalog.Distribution;
import dev.slipway.worker.attest.catalog.PackageFact;
import dev.slipway.worker.attest.inventory.FoundPackage;
import dev.slipway.worker.attest.inventory.Inventory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * An inventory as CycloneDX 1.6 JSON (ECMA-424). The same image gives the same bytes: the time in
 * it is the image's own, and its serial number is made of the image's digest.
 */
public final class BillOfMaterials {

  /** The media type of the document. */
  public static final String MEDIA_TYPE = "application/vnd.cyclonedx+json";

  private static final String SCHEMA = "http://cyclonedx.org/schema/bom-1.6.schema.json";
  private static final String NOTE = "slipway:not-read";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Inventory inventory;
  private final ImageIdentity image;
  private final String slipwayVersion;

  /**
   * @param name of the image for people, such as demo/hello
   * @param manifest its manifest's digest
   * @param created when it was made, as its configuration says
   */
  public record ImageIdentity(String name, Digest manifest, Instant created) {}

  /**
   * @param slipwayVersion of the program that says all this
   */
  public BillOfMaterials(Inventory inventory, ImageIdentity image, String slipwayVersion) {
    this.inventory = inventory;
    this.image = image;
    this.slipwayVersion = slipwayVersion;
  }

  /** The document. */
  public byte[] toJson() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("$schema", SCHEMA);
    root.put("bomFormat", "CycloneDX");
    root.put("specVersion", "1.6");
    root.put("serialNumber", "urn:uuid:" + serialNumber());
    root.put("version", 1);
    root.set("metadata", metadata());
    root.set("components", components());
    try {
      return MAPPER.writeValueAsBytes(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree that can't be written", e);
    }
  }

  private UUID serialNumber() {
    String text = "sbom " + slipwayVersion + " " + image.manifest();
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private ObjectNode metadata() {
    ObjectNode metadata = JsonNodeFactory.instance.objectNode();
    metadata.put("timestamp", image.created().toString());
    ObjectNode tool = metadata.putObject("tools").putArray("components").addObject();
    tool.put("type", "application").put("name", "slipway").put("version", slipwayVersion);
    ObjectNode subject = metadata.putObject("component");
    subject.put("type", "container");
    subject.put("bom-ref", image.manifest().value());
    subject.put("name", image.name());
    subject.put("version", image.manifest().value());
    ArrayNode properties = metadata.putArray("properties");
    inventory.notes().forEach(note -> properties.addObject().put("name", NOTE).put("value", note));
    return metadata;
  }

  private ArrayNode components() {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    Distribution distribution = inventory.distribution();
    if (distribution != null) {
      list.add(operatingSystem(distribution));
    }
    Map<String, Component> components = new TreeMap<>();
    for (FoundPackage found : inventory.packages()) {
      Optional<String> purl = Purls.of(found.fact(), distribution).map(url -> url.canonicalize());
      String reference = purl.orElseGet(() -> reference(found.fact()));
      components
          .computeIfAbsent(reference, key -> new Component(found.fact(), key, purl))
          .foundAt(found.path());
    }
    components.values().forEach(component -> list.add(component.toJson()));
    return list;
  }

  private static String reference(PackageFact fact) {
    return fact.kind().purlType() + " " + fact.group() + " " + fact.name() + " " + fact.version();
  }

  private static ObjectNode operatingSystem(Distribution distribution) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("type", "operating-system");
    node.put("bom-ref", "os " + distribution.id() + " " + distribution.version());
    node.put("name", distribution.id());
    if (!distribution.version().isEmpty()) {
      node.put("version", distribution.version());
    }
    node.put("description", distribution.name());
    return node;
  }
}
