package dev.slipway.e2e.bench.engines;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Jib's own builder, in this warm JVM: the same files on the same base, without a Dockerfile. */
record JibContainerizer(String registry) implements Contestant {

  @Override
  public String name() {
    return "Jib Containerizer";
  }

  @Override
  public boolean can(Case what) {
    return !what.runs();
  }

  @Override
  public double run(Case what, int round, Mode mode, Path folder) throws Exception {
    Path context = Clones.prepare(what, round, mode, folder);
    Path cache = Files.createDirectories(folder.resolve("jib-cache"));
    String image = registry + "/jib/" + what.name().toLowerCase(Locale.ROOT) + round;
    return Clones.time(() -> containerize(context, image, cache, round, mode));
  }

  private void containerize(Path context, String image, Path cache, int round, Mode mode)
      throws Exception {
    JibContainerBuilder builder =
        Jib.from(RegistryImage.named(registry + "/library/busybox:latest"));
    for (String part : List.of("data.bin", "hello.txt", "app")) {
      if (Files.exists(context.resolve(part))) {
        builder.addFileEntriesLayer(layer(context.resolve(part), part));
      }
    }
    if (!Case.label(round, mode).isEmpty()) {
      builder.addLabel("round", String.valueOf(round));
    }
    builder.containerize(
        Containerizer.to(RegistryImage.named(image))
            .setAllowInsecureRegistries(true)
            .setBaseImageLayersCache(cache)
            .setApplicationLayersCache(cache));
  }

  private static FileEntriesLayer layer(Path from, String name) throws IOException {
    FileEntriesLayer.Builder layer = FileEntriesLayer.builder();
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        Path inside = from.equals(file) ? Path.of(name) : from.relativize(file);
        layer.addEntry(file, AbsoluteUnixPath.get("/app").resolve(inside.toString()));
      }
    }
    return layer.build();
  }
}
