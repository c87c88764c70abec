package dev.slipway.worker.attest.catalog;

/** Where packages of a kind come from; the package URL types of the purl specification. */
public enum PackageKind {
  DEB("deb"),
  APK("apk"),
  MAVEN("maven"),
  NPM("npm"),
  PYPI("pypi"),
  GOLANG("golang");

  private final String purlType;

  PackageKind(String purlType) {
    this.purlType = purlType;
  }

  /** The type of the package URL. */
  public String purlType() {
    return purlType;
  }

  /** Whether the distribution installs them, so that they are named after it. */
  public boolean isOfDistribution() {
    return this == DEB || this == APK;
  }
}
