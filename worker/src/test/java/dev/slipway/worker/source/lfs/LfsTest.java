package dev.slipway.worker.source.lfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.git.GitProvider;
import dev.slipway.core.git.RefName;
import dev.slipway.core.net.AddressPolicy;
import dev.slipway.core.protocol.BuildAssignment.Source;
import dev.slipway.git.SourceException;
import dev.slipway.worker.engine.TestingSourceTree;
import dev.slipway.worker.source.SourceTree;
import dev.slipway.worker.source.SourceTree.Entry;
import dev.slipway.worker.source.SourceTree.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LfsTest {

  private static final String BASIC =
      "Basic " + Base64.getEncoder().encodeToString("ada:pw".getBytes(StandardCharsets.US_ASCII));

  @TempDir Path folder;
  private LfsServer server;
  private LfsLimits limits = new LfsLimits(1000, 1000, 1000);
  private String allowedHosts = "*";
  private final List<String> log = new ArrayList<>();
  private final TestingSourceTree files = new TestingSourceTree();

  @BeforeEach
  void start() throws IOException {
    server = new LfsServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void pointersReadAsTheirFiles() throws Exception {
    files.file("model.bin", server.add("the model"));
    files.executable("tool", server.add("#!/bin/tool"));
    files.file("plain", "plain");

    try (SourceTree tree = open()) {
      Entry model = tree.find("model.bin").orElseThrow();
      assertEquals(9, model.size());
      assertEquals("the model", text(tree, "model.bin"));
      assertEquals("#!/bin/tool", text(tree, "tool"));
      assertEquals("plain", text(tree, "plain"));
      Entry tool = tree.children(tree.find("").orElseThrow()).get(2);
      assertEquals("tool EXECUTABLE 11", tool.path() + " " + tool.kind() + " " + tool.size());
      assertFalse(model.objectId().equals(files.find("model.bin").orElseThrow().objectId()));
    }
  }

  @Test
  void nothingIsFetchedThatNobodyOpens() throws Exception {
    files.file("model.bin", server.add("the model"));

    try (SourceTree tree = open()) {
      assertEquals(Kind.FILE, tree.find("model.bin").orElseThrow().kind());
      assertEquals(1, tree.children(tree.find("").orElseThrow()).size());
    }

    assertEquals(List.of(), server.asked);
  }

  @Test
  void whatIsInTheCacheIsNotAskedForAgain() throws Exception {
    files.file("model.bin", server.add("the model"));
    try (SourceTree tree = open()) {
      text(tree, "model.bin");
    }
    server.asked.clear();

    try (SourceTree tree = open()) {
      assertEquals("the model", text(tree, "model.bin"));
    }

    assertEquals(List.of(), server.asked);
  }

  @Test
  void credentialsGoToTheSourcesOriginOnly() throws Exception {
    server.authorization = BASIC;
    files.file("model.bin", server.add("the model"));

    try (SourceTree tree = open()) {
      assertEquals("the model", text(tree, "model.bin"));
    }

    assertEquals(List.of("batch " + BASIC), server.asked);
    assertEquals(List.of("download signed"), server.stored);
  }

  @Test
  void aStorageElsewhereGetsNoMoreThanTheServerSays() throws Exception {
    server.signs = false;
    files.file("model.bin", server.add("the model"));

    try (SourceTree tree = open()) {
      text(tree, "model.bin");
    }

    assertEquals(List.of("download without"), server.stored);
  }

  @Test
  void aServerThatStoresItselfGetsThemForTheDownloadToo() throws Exception {
    server.storesItself = true;
    files.file("model.bin", server.add("the model"));

    try (SourceTree tree = open()) {
      text(tree, "model.bin");
    }

    assertEquals(List.of("batch " + BASIC, "download " + BASIC), server.asked);
  }

  @Test
  void aRedirectToAnotherOriginGetsNoHeaders() throws Exception {
    server.path = "/moved/";
    files.file("model.bin", server.add("the model"));

    try (SourceTree tree = open()) {
      assertEquals("the model", text(tree, "model.bin"));
    }

    assertEquals(List.of("moved signed"), server.stored);
    assertEquals(List.of("batch " + BASIC, "download without"), server.asked);
  }

  @ParameterizedTest
  @ValueSource(strings = {"the mOdel", "the model and more", "the"})
  void otherContentThanThePointerNamesIsRefused(String sent) throws Exception {
    files.file("model.bin", server.add("the model"));
    server.corrupt("the model", sent);

    SourceException refused = failure("model.bin");

    assertTrue(refused.getMessage().contains("size or SHA-256 differ"), refused.getMessage());
    assertFalse(leftovers().contains("the model"));
  }

  @Test
  void aFileThatTheServerLacksIsNamed() {
    files.file("models/big.bin", LfsServer.pointer("never pushed"));

    String message = failure("models/big.bin").getMessage();

    assertTrue(message.contains("models/big.bin: 404 Object does not exist"), message);
    assertTrue(message.contains("git lfs push --all"), message);
  }

  @Test
  void refusedCredentialsAreSaid() {
    server.authorization = "Basic other";
    files.file("model.bin", server.add("the model"));

    String message = failure("model.bin").getMessage();

    assertTrue(message.contains("401"), message);
    assertFalse(message.contains("pw"), message);
  }

  @Test
  void aFaultThatPassesIsTriedAgain() throws Exception {
    files.file("model.bin", server.add("the model"));
    server.faults.set(1);

    try (SourceTree tree = open()) {
      assertEquals("the model", text(tree, "model.bin"));
    }

    assertTrue(log.toString().contains("answered 503"), log::toString);
  }

  @Test
  void oneFileAndOneBuildHaveLimits() throws Exception {
    limits = new LfsLimits(10, 15, 1000);
    files.file("large", server.add("more than ten bytes"));
    files.file("one", server.add("0123456789"));
    files.file("two", server.add("9876543210"));

    assertTrue(failure("large").getMessage().contains("slipway.worker.lfs.largest-file"));
    try (SourceTree tree = open()) {
      text(tree, "one");
      SourceException total = assertThrows(SourceException.class, () -> text(tree, "two"));
      assertTrue(total.getMessage().contains("slipway.worker.lfs.largest-build"));
    }
  }

  @Test
  void theCacheHasALimitToo() throws Exception {
    limits = new LfsLimits(100, 100, 15);
    files.file("one", server.add("0123456789"));
    files.file("two", server.add("9876543210"));
    try (SourceTree tree = open()) {
      text(tree, "one");
      text(tree, "two");
    }

    open().close();

    try (Stream<Path> kept = Files.list(folder)) {
      assertEquals(1, kept.count());
    }
  }

  @Test
  void privateAddressesAreRefused() {
    allowedHosts = "";
    files.file("model.bin", server.add("the model"));

    assertTrue(failure("model.bin").getMessage().contains("SLIPWAY_ALLOW_PRIVATE_HOSTS"));
  }

  @Test
  void aSourceOverSshIsToldWhatToDo() throws Exception {
    files.file("model.bin", server.add("the model"));
    try (SourceTree tree = open("ssh://git@git.example.com/app.git")) {
      SourceException refused = assertThrows(SourceException.class, () -> text(tree, "model.bin"));
      assertTrue(refused.getMessage().contains("https clone URL"), refused.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "version https://git-lfs.github.com/spec/v2\noid sha256:%s\nsize 1\n",
        "oid sha256:%s\nsize 1\nversion https://git-lfs.github.com/spec/v1\n",
        "version https://git-lfs.github.com/spec/v1\noid md5:%s\nsize 1\n",
        "version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize -1\n",
        "version https://git-lfs.github.com/spec/v1\noid sha256:%s\n",
        "version https://git-lfs.github.com/spec/v1\nnonsense\noid sha256:%s\nsize 1\n",
        "version https://git-lfs.github.com/spec/v1\next-0-x sha256:%s\noid sha256:%s\nsize 1\n",
        "version https://git-lfs.github.com/spec/v1\noid sha256:../../etc/passwd\nsize 1\n"
      })
  void whatOnlyLooksLikeAPointerIsNone(String text) {
    assertTrue(LfsPointer.parse(text.replace("%s", "0a".repeat(32))).isEmpty());
  }

  @Test
  void pointersThatAreCopiedAreToldOfOnce() throws Exception {
    files.file("one", LfsServer.pointer("one")).file("two", LfsServer.pointer("two"));
    PointerWarning warning = new PointerWarning(log::add);

    warning.check(files, files.find("one").orElseThrow());
    warning.check(files, files.find("two").orElseThrow());

    assertEquals(1, log.size());
    assertTrue(log.get(0).startsWith("WARNING: one is a Git LFS pointer; switch LFS on"));
  }

  private SourceTree open() throws IOException {
    return open(server.url());
  }

  private SourceTree open(String url) throws IOException {
    return new LfsAccess(AddressPolicy.parse(allowedHosts), limits, List.of(Duration.ZERO))
        .begin(folder, log::add)
        .view(
            files,
            new Source(GitProvider.GIT, url, "ada", "pw", null, null),
            RefName.branch("main"));
  }

  private SourceException failure(String path) {
    return assertThrows(
        SourceException.class,
        () -> {
          try (SourceTree tree = open()) {
            text(tree, path);
          }
        });
  }

  private String leftovers() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> kept = Files.list(folder)) {
      for (Path file : kept.toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }

  private static String text(SourceTree tree, String path) throws IOException {
    try (InputStream in = tree.open(tree.find(path).orElseThrow())) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
