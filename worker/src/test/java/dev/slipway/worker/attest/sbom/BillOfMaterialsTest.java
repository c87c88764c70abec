package dev.slipway.worker.attest.sbom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.core.image.Digest;
import dev.slipway.worker.attest.catalog.Distribution;
import dev.slipway.worker.attest.catalog.PackageFact;
import dev.slipway.worker.attest.catalog.PackageKind;
import dev.slipway.worker.attest.inventory.FoundPackage;
import dev.slipway.worker.attest.inventory.Inventory;
import dev.slipway.worker.attest.sbom.BillOfMaterials.ImageIdentity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.cyclonedx.Version;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.component.evidence.Occurrence;
import org.cyclonedx.parsers.JsonParser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BillOfMaterialsTest {

  private static final Distribution DEBIAN =
      new Distribution("debian", "12", "Debian GNU/Linux 12 (bookworm)");

  @Test
  void theDocumentIsValidByTheOfficialSchema() throws Exception {
    byte[] document = write(everything());

    assertEquals(List.of(), new JsonParser().validate(document, Version.VERSION_16));
  }

  @Test
  void packagesHaveTheUrlsThatScannersKnow() throws Exception {
    Bom bom = new JsonParser().parse(write(everything()));

    assertEquals(
        List.of(
            "pkg:apk/debian/musl@1.2.5-r0?arch=x86_64&distro=debian-12",
            "pkg:deb/debian/bash@5.2.15-2%2Bb2?arch=amd64&distro=debian-12",
            "pkg:deb/debian/libc6@2.36-9?arch=amd64&distro=debian-12&upstream=glibc",
            "pkg:golang/github.com/spf13/cobra@v1.8.0",
            "pkg:maven/com.example/lib@1.0",
            "pkg:npm/%40types/node@20.1.0",
            "pkg:pypi/typing-extensions@4.12"),
        bom.getComponents().stream()
            .filter(component -> component.getType() == Component.Type.LIBRARY)
            .map(Component::getPurl)
            .toList());
  }

  @Test
  void theDistributionAndTheImageAreNamed() throws Exception {
    Bom bom = new JsonParser().parse(write(everything()));

    Component system = bom.getComponents().get(0);
    assertEquals(Component.Type.OPERATING_SYSTEM, system.getType());
    assertEquals("debian 12", system.getName() + " " + system.getVersion());
    assertEquals("demo/hello", bom.getMetadata().getComponent().getName());
    assertEquals(Instant.EPOCH, bom.getMetadata().getTimestamp().toInstant());
  }

  @Test
  void aPackageThatIsThereTwiceIsOneWithTwoPlaces() throws Exception {
    PackageFact fact = fact(PackageKind.NPM, null, "qs", "1.0", null);
    Inventory inventory =
        new Inventory(
            null,
            List.of(new FoundPackage(fact, "b/qs"), new FoundPackage(fact, "a/qs")),
            List.of());

    Bom bom = new JsonParser().parse(write(inventory));

    assertEquals(1, bom.getComponents().size());
    assertEquals(
        List.of("/a/qs", "/b/qs"),
        bom.getComponents().get(0).getEvidence().getOccurrences().stream()
            .map(Occurrence::getLocation)
            .toList());
  }

  @Test
  void whatWasNotReadIsSaid() throws Exception {
    Inventory inventory = new Inventory(null, List.of(), List.of("/x: it is no JSON"));

    Bom bom = new JsonParser().parse(write(inventory));

    assertEquals("/x: it is no JSON", bom.getMetadata().getProperties().get(0).getValue());
    assertEquals(List.of(), new JsonParser().validate(write(inventory), Version.VERSION_16));
  }

  @Test
  void equalImagesGiveEqualBytesInWhateverOrderTheyWereRead() {
    Inventory inventory = everything();
    List<FoundPackage> reversed = new ArrayList<>(inventory.packages());
    Collections.reverse(reversed);

    assertArrayEquals(write(inventory), write(new Inventory(DEBIAN, reversed, inventory.notes())));
  }

  @Test
  void namesThatMeanIllStayText() throws Exception {
    PackageFact odd = fact(PackageKind.NPM, "@\"},{", "a\u0000b/../c?x#y", "1\n\"2", null);
    Inventory inventory =
        new Inventory(null, List.of(new FoundPackage(odd, "p\"q")), List.of("\"}]"));

    assertEquals(List.of(), new JsonParser().validate(write(inventory), Version.VERSION_16));
  }

  private static Inventory everything() {
    return new Inventory(
        DEBIAN,
        List.of(
            new FoundPackage(
                new PackageFact(PackageKind.DEB, null, "bash", "5.2.15-2+b2", "amd64", null, null),
                "var/lib/dpkg/status"),
            new FoundPackage(
                new PackageFact(PackageKind.DEB, null, "libc6", "2.36-9", "amd64", "glibc", null),
                "var/lib/dpkg/status"),
            new FoundPackage(
                new PackageFact(PackageKind.APK, null, "musl", "1.2.5-r0", "x86_64", null, "MIT"),
                "lib/apk/db/installed"),
            new FoundPackage(
                fact(PackageKind.MAVEN, "com.example", "lib", "1.0", null), "app/lib.jar"),
            new FoundPackage(
                fact(PackageKind.NPM, "@types", "node", "20.1.0", "MIT"), "node_modules/x"),
            new FoundPackage(
                fact(PackageKind.PYPI, null, "Typing_Extensions", "4.12", null), "usr/lib/x"),
            new FoundPackage(
                fact(PackageKind.GOLANG, "github.com/spf13", "cobra", "v1.8.0", null), "app")),
        List.of("layer abc could not be read"));
  }

  private static PackageFact fact(
      PackageKind kind,
      @Nullable String group,
      String name,
      String version,
      @Nullable String license) {
    return new PackageFact(kind, group, name, version, null, null, license);
  }

  private static byte[] write(Inventory inventory) {
    Digest manifest = Digest.of("manifest".getBytes(StandardCharsets.UTF_8));
    return new BillOfMaterials(
            inventory, new ImageIdentity("demo/hello", manifest, Instant.EPOCH), "1.2.3")
        .toJson();
  }
}
