package dev.slipway.worker.attest.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.worker.Requirements;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogsTest {

  @TempDir Path folder;

  @Test
  void debiansStatusTellsOfWhatIsInstalledOnly() throws Exception {
    FileFacts facts =
        read(
            "var/lib/dpkg/status",
            """
            Package: bash
            Status: install ok installed
            Architecture: amd64
            Version: 5.2.15-2+b2
            Source: bash (5.2.15-2)
            Description: GNU Bourne Again SHell
             Version: 9 is not the version

            Package: libc6
            Status: install ok installed
            Architecture: amd64
            Source: glibc
            Version: 2.36-9+deb12u8

            Package: gone
            Status: deinstall ok config-files
            Version: 1
            """);

    assertEquals(
        List.of(
            new PackageFact(PackageKind.DEB, null, "bash", "5.2.15-2+b2", "amd64", null, null),
            new PackageFact(
                PackageKind.DEB, null, "libc6", "2.36-9+deb12u8", "amd64", "glibc", null)),
        facts.packages());
  }

  @Test
  void distrolessHasAFileForEachPackage() throws Exception {
    FileFacts facts =
        read("var/lib/dpkg/status.d/tzdata", "Package: tzdata\nVersion: 2024a-0+deb12u1\n");

    assertEquals("tzdata", facts.packages().get(0).name());
    assertTrue(catalogs().of(file("var/lib/dpkg/status.d/tzdata.md5sums", 10)).isEmpty());
  }

  @Test
  void alpinesPackagesComeWithLicenseAndOrigin() throws Exception {
    FileFacts facts =
        read(
            "lib/apk/db/installed",
            """
            C:Q1abc=
            P:busybox-binsh
            V:1.36.1-r29
            A:x86_64
            L:GPL-2.0-only
            o:busybox
            F:bin
            R:sh

            P:musl
            V:1.2.5-r0
            A:x86_64
            o:musl
            """);

    assertEquals(
        List.of(
            new PackageFact(
                PackageKind.APK,
                null,
                "busybox-binsh",
                "1.36.1-r29",
                "x86_64",
                "busybox",
                "GPL-2.0-only"),
            new PackageFact(PackageKind.APK, null, "musl", "1.2.5-r0", "x86_64", null, null)),
        facts.packages());
  }

  @Test
  void theDistributionIsNamed() throws Exception {
    FileFacts facts =
        read(
            "etc/os-release",
            "# a comment\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\nVERSION_ID='12'\n");

    assertEquals(
        new Distribution("debian", "12", "Debian GNU/Linux 12 (bookworm)"), facts.distribution());
  }

  @Test
  void thatRpmIsNotReadIsSaid() throws Exception {
    assertEquals(
        "packages of RPM are not read", read("var/lib/rpm/rpmdb.sqlite", "SQLite format 3").note());
  }

  @Test
  void installedNpmPackagesAreThoseInNodeModules() throws Exception {
    FileFacts scoped =
        read(
            "app/node_modules/@types/node/package.json",
            "{\"name\":\"@types/node\",\"version\":\"20.1.0\",\"license\":\"MIT\"}");
    FileFacts old =
        read(
            "node_modules/qs/package.json",
            "{\"name\":\"qs\",\"version\":\"0.6\",\"license\":{\"type\":\"BSD\"}}");

    assertEquals(
        List.of(
            new PackageFact(PackageKind.NPM, "@types", "node", "20.1.0", null, null, "MIT"),
            new PackageFact(PackageKind.NPM, null, "qs", "0.6", null, null, "BSD")),
        Stream.of(scoped, old).flatMap(facts -> facts.packages().stream()).toList());
    assertTrue(catalogs().of(file("app/package.json", 10)).isEmpty());
    assertTrue(catalogs().of(file("app/node_modules/a/test/package.json", 10)).isEmpty());
  }

  @Test
  void aPackageJsonWithoutAVersionIsNoPackage() throws Exception {
    assertTrue(read("node_modules/x/package.json", "{\"type\":\"module\"}").packages().isEmpty());
  }

  @Test
  void pythonsMetadataEndsWhereTheDescriptionBegins() throws Exception {
    FileFacts facts =
        read(
            "usr/lib/python3/dist-packages/requests-2.28.1.dist-info/METADATA",
            "Metadata-Version: 2.1\nName: requests\nVersion: 2.28.1\nLicense: Apache 2.0\n\nName: other\n");

    assertEquals(
        List.of(
            new PackageFact(
                PackageKind.PYPI, null, "requests", "2.28.1", null, null, "Apache 2.0")),
        facts.packages());
  }

  @Test
  void jarsWithinJarsAreFound() throws Exception {
    byte[] inner =
        zip(Map.of("META-INF/maven/com.example/lib/pom.properties", coordinates("lib", "1.0")));
    byte[] outer =
        zip(
            Map.of(
                "META-INF/maven/com.example/app/pom.properties",
                coordinates("app", "2.0"),
                "BOOT-INF/lib/lib.jar",
                inner));

    FileFacts facts = read("app/app.jar", outer);

    assertEquals(
        List.of("app 2.0", "lib 1.0"),
        facts.packages().stream().map(p -> p.name() + " " + p.version()).sorted().toList());
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void damagedArchivesAreUnreadable() {
    assertThrows(UnreadableException.class, () -> read("a.jar", "no zip"));
    assertThrows(
        UnreadableException.class,
        () -> read("a.jar", "PK\5\6".getBytes(StandardCharsets.ISO_8859_1)));
    assertThrows(
        UnreadableException.class,
        () -> read("a.jar", zip(Map.of("inner.jar", "no zip".getBytes(StandardCharsets.UTF_8)))));
  }

  @Test
  void aJarThatNestsWithoutEndIsLeftAtSomeDepth() throws Exception {
    byte[] jar =
        zip(Map.of("META-INF/maven/com.example/deep/pom.properties", coordinates("deep", "1")));
    for (int i = 0; i < 10; i++) {
      jar = zip(Map.of("next.jar", jar));
    }

    assertTrue(read("a.jar", jar).packages().isEmpty());
  }

  @Test
  void malformedDatabasesAreUnreadable() {
    assertThrows(UnreadableException.class, () -> read("var/lib/dpkg/status", "\0\1\2 garbage"));
    assertThrows(UnreadableException.class, () -> read("lib/apk/db/installed", "garbage"));
    assertThrows(UnreadableException.class, () -> read("etc/os-release", "NAME=x"));
    assertThrows(UnreadableException.class, () -> read("node_modules/x/package.json", "{"));
    assertThrows(UnreadableException.class, () -> read("x.dist-info/METADATA", "Name: x\n"));
  }

  @Test
  void aFileThatIsTooLargeIsNotTakenIntoMemory() {
    LayerFile endless = file("node_modules/x/package.json", Long.MAX_VALUE);

    assertThrows(
        UnreadableException.class,
        () -> catalogs().of(endless).orElseThrow().read(endless, new Endless()));
  }

  @Test
  void goModulesAreReadFromExecutables() throws Exception {
    String modules =
        """
        path\texample.com/cmd/app
        mod\texample.com/cmd\t(devel)\t
        dep\tgithub.com/spf13/cobra\tv1.8.0\th1:x=
        dep\tgolang.org/x/old\tv0.1.0\th1:y=
        =>\tgolang.org/x/new\tv0.2.0\th1:z=
        build\t-compiler=gc
        """;

    FileFacts facts = readGo(goExecutable("go1.22.3", modules));

    assertEquals(
        List.of(
            PackageFact.of(PackageKind.GOLANG, null, "stdlib", "1.22.3"),
            PackageFact.of(PackageKind.GOLANG, "github.com/spf13", "cobra", "v1.8.0"),
            PackageFact.of(PackageKind.GOLANG, "golang.org/x", "new", "v0.2.0")),
        facts.packages());
  }

  @Test
  void aRealGoProgramTellsItsGo() throws Exception {
    Requirements.programs("docker-registry");
    Path program = Requirements.find("docker-registry").orElseThrow();
    LayerFile file = new LayerFile("usr/bin/docker-registry", Files.size(program), true);

    FileFacts facts;
    try (InputStream in = Files.newInputStream(program)) {
      facts = catalogs().of(file).orElseThrow().read(file, in);
    }

    assertEquals("stdlib", facts.packages().get(0).name());
  }

  @Test
  void whatOnlyLooksLikeAGoProgramSaysNothing() throws Exception {
    byte[] cut = goExecutable("go1.22.3", "mod\ta/b\tv1\n");

    assertTrue(readGo(java.util.Arrays.copyOf(cut, 66_000 - 16)).saysNothing());
    assertTrue(readGo(new byte[100_000]).saysNothing());
  }

  private FileFacts readGo(byte[] content) throws Exception {
    LayerFile file = new LayerFile("usr/bin/app", 100_000, true);
    return catalogs().of(file).orElseThrow().read(file, new ByteArrayInputStream(content));
  }

  private static byte[] goExecutable(String version, String modules) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(new byte[] {0x7f, 'E', 'L', 'F'});
    out.write(new byte[65_996]);
    byte[] header = new byte[32];
    byte[] magic = "\u00ff Go buildinf:".getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(magic, 0, header, 0, magic.length);
    header[14] = 8;
    header[15] = 2;
    out.write(header);
    string(version.getBytes(StandardCharsets.UTF_8), out);
    string(
        ("0123456789abcdef" + modules + "fedcba9876543210").getBytes(StandardCharsets.UTF_8), out);
    return out.toByteArray();
  }

  private static void string(byte[] bytes, ByteArrayOutputStream out) throws IOException {
    int left = bytes.length;
    for (; left >= 0x80; left >>= 7) {
      out.write((left & 0x7f) | 0x80);
    }
    out.write(left);
    out.write(bytes);
  }

  private static byte[] coordinates(String artifact, String version) {
    return "groupId=com.example\nartifactId=%s\nversion=%s\n"
        .formatted(artifact, version)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private FileFacts read(String path, String content) throws Exception {
    return read(path, content.getBytes(StandardCharsets.UTF_8));
  }

  private FileFacts read(String path, byte[] content) throws Exception {
    LayerFile file = file(path, content.length);
    return catalogs().of(file).orElseThrow().read(file, new ByteArrayInputStream(content));
  }

  private static LayerFile file(String path, long size) {
    return new LayerFile(path, size, false);
  }

  private Catalogs catalogs() {
    return new Catalogs(folder);
  }

  /** Never ends. */
  private static final class Endless extends InputStream {

    @Override
    public int read() {
      return ' ';
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      return length;
    }
  }
}
