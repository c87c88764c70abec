package dev.slipway.worker.attest.sbom;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import com.github.packageurl.PackageURLBuilder;
import dev.slipway.worker.attest.catalog.Distribution;
import dev.slipway.worker.attest.catalog.PackageFact;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Package URLs (the purl specification, PURL-TYPES), by which scanners look packages up. */
final class Purls {

  private Purls() {}

  /**
   * A package's URL.
   *
   * @param distribution of the image, null when unknown
   * @return empty where the package's own data makes no legal URL
   */
  static Optional<PackageURL> of(PackageFact fact, @Nullable Distribution distribution) {
    PackageURLBuilder url =
        PackageURLBuilder.aPackageURL()
            .withType(fact.kind().purlType())
            .withName(fact.name())
            .withVersion(fact.version());
    if (fact.kind().isOfDistribution()) {
      ofDistribution(url, fact, distribution);
    } else if (fact.group() != null) {
      url.withNamespace(fact.group());
    }
    try {
      return Optional.of(url.build());
    } catch (MalformedPackageURLException e) {
      // Metadata in an image may say anything; the package is listed by its name then.
      return Optional.empty();
    }
  }

  private static void ofDistribution(
      PackageURLBuilder url, PackageFact fact, @Nullable Distribution distribution) {
    if (fact.architecture() != null) {
      url.withQualifier("arch", fact.architecture());
    }
    if (fact.origin() != null) {
      // Advisories are about source packages.
      url.withQualifier("upstream", fact.origin());
    }
    if (distribution != null) {
      url.withNamespace(distribution.id());
      url.withQualifier(
          "distro",
          distribution.version().isEmpty()
              ? distribution.id()
              : distribution.id() + "-" + distribution.version());
    }
  }
}
