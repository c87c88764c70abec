package dev.slipway.worker.attest.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A package, as a database or its own metadata has it. Texts are cut to {@link #LONGEST}.
 *
 * @param kind where it comes from
 * @param group a Maven group, an npm scope with its {@code @}, the path before a Go module's last
 *     part; null without
 * @param name its name
 * @param version its version, as written
 * @param architecture as the database has it, null without
 * @param origin the source package where its name differs, null otherwise
 * @param license as written, null when it is not said
 */
public record PackageFact(
    PackageKind kind,
    @Nullable String group,
    String name,
    String version,
    @Nullable String architecture,
    @Nullable String origin,
    @Nullable String license) {

  /** The most characters of any text of a package. */
  public static final int LONGEST = 300;

  public PackageFact {
    group = cut(group);
    name = shortened(name);
    version = shortened(version);
    architecture = cut(architecture);
    origin = cut(origin);
    license = cut(license);
    if (name.isEmpty() || version.isEmpty()) {
      throw new IllegalArgumentException("a package has a name and a version");
    }
  }

  /** A package of a language's ecosystem. */
  static PackageFact of(PackageKind kind, @Nullable String group, String name, String version) {
    return new PackageFact(kind, group, name, version, null, null, null);
  }

  private static @Nullable String cut(@Nullable String text) {
    return text == null || text.isBlank() ? null : shortened(text);
  }

  private static String shortened(String text) {
    String plain = text.strip();
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST);
  }
}
