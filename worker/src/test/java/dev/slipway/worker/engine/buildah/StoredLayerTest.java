package dev.slipway.worker.engine.buildah;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.image.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoredLayerTest {

  @TempDir Path folder;
  private Path files;

  @BeforeEach
  void makeFiles() throws Exception {
    files = Files.createDirectories(folder.resolve("diff"));
    Files.createDirectories(files.resolve("a"));
    Files.writeString(files.resolve("a/b"), "content");
  }

  @Test
  void putsBytesAndFilesTogetherInTheirOrder() throws Exception {
    StoredLayer layer = given(bytes("<"), file("a/b", 7), bytes(">"), file("a/", 0));

    assertEquals("<content>", text(layer));
  }

  @Test
  void followsNoLinkOutOfTheLayer() throws Exception {
    Path secret = Files.createDirectories(folder.resolve("secret"));
    Files.writeString(secret.resolve("b"), "canary!");
    Files.createSymbolicLink(files.resolve("link"), secret);
    Files.createSymbolicLink(files.resolve("file"), secret.resolve("b"));

    assertThrows(IOException.class, () -> text(given(file("link/b", 7))));
    assertThrows(IOException.class, () -> text(given(file("file", 7))));
    assertThrows(IOException.class, () -> text(given(file("../secret/b", 7))));
  }

  @Test
  void noticesAFileThatIsNotWhatTheRecipeSays() {
    assertThrows(IOException.class, () -> text(given(file("a/b", 8))));
    assertThrows(IOException.class, () -> text(given(file("a", 8))));
  }

  @Test
  void aLayerIsPackedOnceAndOnlyIfItIsTheOneThatWasMeant() throws Exception {
    PackedLayers layers = new PackedLayers(folder.resolve("packed"), Long.MAX_VALUE);
    byte[] archive = "archive".getBytes(StandardCharsets.UTF_8);
    PackedLayers.Packed first = layers.get(Digest.of(archive), out -> out.write(archive));

    PackedLayers.Packed again =
        layers.get(
            Digest.of(archive),
            out -> {
              throw new IOException("not read again");
            });

    assertEquals(first, again);
    byte[] packed = Files.readAllBytes(first.file());
    assertEquals(Digest.of(packed), first.digest());
    assertEquals(packed.length, first.size());
    try (var plain = new GZIPInputStream(Files.newInputStream(first.file()))) {
      assertArrayEquals(archive, plain.readAllBytes());
    }
    Digest other = Digest.of(new byte[1]);
    assertThrows(IOException.class, () -> layers.get(other, out -> out.write(archive)));
    try (Stream<Path> left = Files.list(folder.resolve("packed"))) {
      assertTrue(left.allMatch(file -> file.equals(first.file())), "no broken file stays");
    }
  }

  private StoredLayer given(String... pieces) throws IOException {
    Path recipe = Files.createTempFile(folder, "recipe", ".gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(recipe))) {
      out.write(String.join("\n", pieces).getBytes(StandardCharsets.UTF_8));
    }
    return new StoredLayer(recipe, files);
  }

  private static String bytes(String text) {
    String payload = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    return "{\"type\":2,\"payload\":\"" + payload + "\",\"position\":0}";
  }

  private static String file(String name, int size) {
    return "{\"type\":1,\"name\":\"" + name + "\",\"size\":" + size + ",\"position\":1}";
  }

  private static String text(StoredLayer layer) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    layer.writeTo(out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
