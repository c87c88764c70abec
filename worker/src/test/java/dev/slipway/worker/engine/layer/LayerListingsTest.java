package dev.slipway.worker.engine.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.core.image.Digest;
import dev.slipway.core.image.ImageReference;
import dev.slipway.worker.engine.TestingTar;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerListingsTest {

  private static final ImageReference IMAGE = ImageReference.parse("127.0.0.1:5000/team/base");
  private static final Digest LAYER = Digest.of(new byte[] {1});

  @TempDir Path folder;
  private int opened;

  private final byte[] layer =
      TestingTar.gzip(
          new TestingTar()
              .directory("etc", 01777, 1, 2)
              .file("etc/passwd", "app:x:1000:1001::/:\n")
              .file("bin/tool", 04755, 3, 4, "program")
              .symlink("bin/link", "/bin/tool")
              .hardLink("bin/same", "bin/tool")
              .file("bin/.wh.gone", "")
              .plain());

  private List<String> show(ImageReference image) throws IOException {
    List<String> seen = new ArrayList<>();
    new LayerCache(folder)
        .listings()
        .show(
            image,
            LAYER,
            () -> {
              opened++;
              return new ByteArrayInputStream(layer);
            },
            (entry, content) ->
                seen.add(
                    describe(entry)
                        + (entry.getName().equals("etc/passwd")
                            ? new String(
                                content.readNBytes((int) entry.getSize()), StandardCharsets.UTF_8)
                            : "")));
    return seen;
  }

  private static String describe(TarArchiveEntry entry) {
    return "%s %c %o %d:%d %d %s %b%b%b "
        .formatted(
            entry.getName(),
            (char) entry.getLinkFlag(),
            entry.getMode(),
            entry.getLongUserId(),
            entry.getLongGroupId(),
            entry.getSize(),
            entry.getLinkName(),
            entry.isDirectory(),
            entry.isSymbolicLink(),
            entry.isLink());
  }

  @Test
  void theSecondTimeShowsTheSameAndReadsNoLayer() throws IOException {
    List<String> first = show(IMAGE);

    assertEquals(first, show(IMAGE));
    assertEquals(1, opened);
    assertEquals(6, first.size());
  }

  @Test
  void whoPullsAnotherImageLearnsOfNothing() throws IOException {
    show(IMAGE);
    show(ImageReference.parse("127.0.0.1:5000/other/base"));

    assertEquals(2, opened);
  }

  @Test
  void aListingThatWasCutShortIsMadeAnew() throws IOException {
    List<String> first = show(IMAGE);
    Path listing = files().get(0);
    byte[] bytes = Files.readAllBytes(listing);
    Files.write(listing, Arrays.copyOf(bytes, bytes.length / 2));

    assertEquals(first, show(IMAGE));
    assertEquals(2, opened);
  }

  @Test
  void aDamagedLayerLeavesNoListing() throws IOException {
    assertThrows(
        IOException.class,
        () ->
            new LayerCache(folder)
                .listings()
                .show(
                    IMAGE,
                    LAYER,
                    () -> new ByteArrayInputStream(layer, 0, layer.length / 2),
                    (entry, content) -> {}));

    assertEquals(List.of(), files());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }
}
