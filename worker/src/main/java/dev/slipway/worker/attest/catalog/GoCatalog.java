package dev.slipway.worker.attest.catalog;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The modules that Go's linker writes into executables (Go's debug/buildinfo, the form since Go
 * 1.18). Only ELF files are looked into; what an older Go has linked is not found.
 */
final class GoCatalog implements Catalog {

  private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};
  private static final long SMALLEST = 64 * 1024;
  private static final int BUFFER = 64 * 1024;

  @Override
  public boolean reads(LayerFile file) {
    return file.executable() && file.size() >= SMALLEST;
  }

  @Override
  public FileFacts read(LayerFile file, InputStream content) throws IOException {
    InputStream in = new BufferedInputStream(content, BUFFER);
    if (!Arrays.equals(in.readNBytes(ELF.length), ELF)) {
      return FileFacts.none();
    }
    Optional<GoBuildInfo> info = GoBuildInfo.find(in, ELF.length);
    return info.isEmpty() ? FileFacts.none() : FileFacts.of(packages(info.get()));
  }

  private static List<PackageFact> packages(GoBuildInfo info) {
    List<PackageFact> packages = new ArrayList<>();
    if (info.goVersion().startsWith("go")) {
      String version = info.goVersion().substring(2).split(" ", 2)[0];
      module("stdlib", version).ifPresent(packages::add);
    }
    String[] last = {};
    for (String line : (Iterable<String>) info.modules().lines()::iterator) {
      String[] words = line.split("\t", -1);
      if (words[0].equals("=>")) {
        last = words; // takes the place of the module in the line before
      } else {
        add(last, packages);
        last = words;
      }
    }
    add(last, packages);
    return packages;
  }

  private static void add(String[] words, List<PackageFact> packages) {
    boolean module =
        words.length >= 3
            && (words[0].equals("mod") || words[0].equals("dep") || words[0].equals("=>"));
    if (module) {
      module(words[1], words[2]).ifPresent(packages::add);
    }
  }

  /** What was built from a folder has no version of its own. */
  private static Optional<PackageFact> module(String path, String version) {
    int slash = path.lastIndexOf('/');
    String name = path.substring(slash + 1);
    if (name.isBlank() || version.isBlank() || version.equals("(devel)")) {
      return Optional.empty();
    }
    String group = slash < 0 ? null : path.substring(0, slash);
    return Optional.of(PackageFact.of(PackageKind.GOLANG, group, name, version));
  }
}
