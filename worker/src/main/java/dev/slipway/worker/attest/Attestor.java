package dev.slipway.worker.attest;

import dev.slipway.core.image.Digest;
import dev.slipway.worker.attest.inventory.Inventories;
import dev.slipway.worker.attest.inventory.Inventory;
import dev.slipway.worker.attest.sbom.BillOfMaterials;
import dev.slipway.worker.attest.sbom.BillOfMaterials.ImageIdentity;
import dev.slipway.worker.engine.BuildLog;
import dev.slipway.worker.engine.BuiltImage;
import dev.slipway.worker.publish.Attachment;
import dev.slipway.worker.publish.Attachments;
import dev.slipway.worker.publish.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Writes what is to be attached to images. Usable by several threads at once. */
public final class Attestor {

  /** What in-toto's and others' tools look for in lists of referrers. */
  private static final String PREDICATE_TYPE = "in-toto.io/predicate-type";

  private final Inventories inventories;
  private final String slipwayVersion;

  /**
   * @param slipwayVersion of this program
   */
  public Attestor(Inventories inventories, String slipwayVersion) {
    this.inventories = inventories;
    this.slipwayVersion = slipwayVersion;
  }

  /**
   * The provenance of a build's images.
   *
   * @param mask takes secrets out of a text
   */
  public Provenance provenance(BuildFacts build, UnaryOperator<String> mask) {
    return new Provenance(build, mask, slipwayVersion);
  }

  /**
   * Writes the documents: the provenance for every image, and an SBOM for each.
   *
   * @param images one for each platform
   * @param index of the images, null when there is one image only; it gets the provenance too
   * @param name of the image for people
   * @param log told of what could not be read
   */
  public List<Attachments> write(
      List<BuiltImage> images,
      @Nullable Subject index,
      String name,
      Provenance provenance,
      BuildLog log)
      throws InterruptedException {
    Attachment origin = provenance(images, index, provenance);
    List<Attachments> all = new ArrayList<>();
    for (BuiltImage image : images) {
      List<Attachment> documents = new ArrayList<>(List.of(origin));
      billOfMaterials(image, name, log).ifPresent(documents::add);
      all.add(new Attachments(Subject.of(image.mediaType(), image.manifest()), documents));
    }
    if (index != null) {
      all.add(new Attachments(index, List.of(origin)));
    }
    return all;
  }

  private static Attachment provenance(
      List<BuiltImage> images, @Nullable Subject index, Provenance provenance) {
    List<Digest> subjects = new ArrayList<>();
    if (index != null) {
      subjects.add(index.digest());
    }
    images.forEach(image -> subjects.add(image.digest()));
    return new Attachment(
        Provenance.MEDIA_TYPE,
        provenance.toJson(subjects),
        Map.of(PREDICATE_TYPE, Provenance.PREDICATE_TYPE));
  }

  /** An image may hold anything, so any fault is told and ends nothing but the SBOM. */
  private Optional<Attachment> billOfMaterials(BuiltImage image, String name, BuildLog log)
      throws InterruptedException {
    try {
      Inventory inventory = inventories.of(image);
      inventory.notes().forEach(note -> log.line("SBOM: " + note));
      ImageIdentity identity = new ImageIdentity(name, image.digest(), ImageTime.of(image));
      byte[] document = new BillOfMaterials(inventory, identity, slipwayVersion).toJson();
      return Optional.of(new Attachment(BillOfMaterials.MEDIA_TYPE, document, Map.of()));
    } catch (IOException | UncheckedIOException e) {
      log.line("WARNING: the SBOM could not be written: " + e.getMessage());
      return Optional.empty();
    } catch (RuntimeException e) {
      log.line(
          "WARNING: the SBOM could not be written: unexpected " + e.getClass().getSimpleName());
      return Optional.empty();
    }
  }
}
