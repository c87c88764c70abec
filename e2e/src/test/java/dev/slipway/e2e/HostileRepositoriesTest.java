package dev.slipway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.e2e.stack.Commands;
import dev.slipway.e2e.stack.Project;
import dev.slipway.e2e.stack.Requirements;
import dev.slipway.e2e.stack.Slipway;
import dev.slipway.e2e.stack.Stack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Repositories that mean harm: each is refused or contained with a reason, and shows no secret. */
@ExtendWith(Stack.Extension.class)
class HostileRepositoriesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** No secret that the tests use contains anything but this at its start. */
  private static final String CANARY = "canary-";

  private static final long ELEVEN_GIGABYTES = 11L << 30;

  @Test
  void aContextBehindASymlinkIsRefused(Stack stack) throws IOException {
    Project project = stack.newProject("linked-context");
    Files.createSymbolicLink(project.tree().path().resolve("etc"), Path.of("/etc"));
    useContext(project, "/etc");
    assertFailed(project, "symbolic link");
  }

  @Test
  void aDockerfileBelowASymlinkedFolderIsRefused(Stack stack) throws IOException {
    Project project = stack.newProject("linked-folder");
    project.tree().write("real/Dockerfile", "FROM scratch\nCOPY hello.txt /\n");
    Files.createSymbolicLink(project.tree().path().resolve("linked"), Path.of("real"));
    useDockerfile(project, "/linked/Dockerfile");
    assertFailed(project, "symbolic link");
  }

  @Test
  void aCopyFromAboveTheContextFindsNothing(Stack stack) {
    Project project = stack.newProject("above");
    project.tree().write("Dockerfile", "FROM scratch\nCOPY ../../../../etc/passwd /stolen\n");
    assertFailed(project, "etc/passwd");
  }

  @Test
  void anArchiveThatLeadsOutWritesInsideOrIsRefused(Stack stack) throws IOException {
    Project project = stack.newProject("archive-out");
    writeTar(project, tar -> put(tar, new TarArchiveEntry("../../escaped.txt", true), "x"));
    JsonNode build = built(project);
    assertEquals("failed", build.path("state").asText(), build::toString);
    assertTrue(build.path("reason").asText().contains("escaped.txt"), build::toString);
  }

  @Test
  void aDeviceNodeInAnArchiveGivesNobodyADevice(Stack stack) throws IOException {
    Project project = stack.newProject("device");
    writeTar(
        project,
        tar -> {
          TarArchiveEntry device = new TarArchiveEntry("sda", TarConstants.LF_BLK);
          device.setDevMajor(8);
          device.setDevMinor(0);
          put(tar, device, "");
        });
    assertFailed(project, "sda");
  }

  @Test
  void anArchiveThatUnpacksToElevenGigabytesIsRefused(Stack stack) throws IOException {
    Project project = stack.newProject("bomb");
    project.tree().write("Dockerfile", "FROM scratch\nADD bomb.tar.gz /\n");
    writeBomb(project.tree().path().resolve("bomb.tar.gz"));
    assertFailed(project, "archive");
  }

  @Test
  void aTreeOfATrillionFilesIsRefusedBeforeItIsWalked(Stack stack) {
    Project project = stack.newProject("tree-bomb");
    project.tree().write("Dockerfile", "FROM scratch\nCOPY . /\n");
    project.tree().commit("before the bomb");
    String file = project.tree().git("rev-parse", "HEAD:hello.txt").strip();
    String tree = treeOf(project, "100644 blob " + file);
    for (int depth = 0; depth < 5; depth++) {
      tree = treeOf(project, "040000 tree " + tree);
    }
    String root =
        treeWith(project, project.tree().git("rev-parse", "HEAD^{tree}").strip(), "bomb", tree);
    String commit = project.tree().git("commit-tree", "-m", "the bomb", "-p", "HEAD", root).strip();
    project.tree().git("push", "-q", "origin", commit + ":refs/heads/main");
    JsonNode build = built(project, commit);
    assertEquals("error", build.path("state").asText(), build::toString);
    assertTrue(build.path("reason").asText().contains("max-files"), build::toString);
  }

  @Test
  void aSubmoduleOnThisMachinesDisksIsNotFetched(Stack stack) throws IOException {
    Project project = stack.newProject("submodule");
    project
        .tree()
        .write(
            ".gitmodules",
            "[submodule \"x\"]\n\tpath = x\n\turl = file://" + stack.root() + "/git\n");
    project.tree().commit("modules");
    String here = project.tree().git("rev-parse", "HEAD").strip();
    Files.createDirectory(project.tree().path().resolve("x"));
    project.tree().git("update-index", "--add", "--cacheinfo", "160000," + here + ",x");
    withSource(project, source -> source.put("submodules", true));
    JsonNode build = built(project);
    assertTrue(build.path("state").asText().matches("failed|error"), "state of the build " + build);
    assertTrue(build.path("reason").asText().contains("https"), build::toString);
  }

  @Test
  void refNamesThatLookLikeOptionsOrCommandsAreNames(Stack stack) {
    Project project = stack.newProject("ref-names");
    withRules(project, "/.*/", "{sourceref}");
    String commit = project.push("first");
    assertTrue(pushed(project, "--upload-pack=x", commit).path("ignored").asText().contains("-"));
    for (String name : new String[] {"$(touch${IFS}x)", "a;b|c&d"}) {
      assertEquals(name, pushed(project, name, commit).at("/refUpdates/0/name").asText());
    }
    for (JsonNode build : project.slipway().awaitBuilds(project.name(), 2)) {
      assertEquals("success", build.path("state").asText(), build::toString);
    }
    assertFalse(Files.exists(Path.of("x")), "a ref name was run");
  }

  /** What the webhook was answered. */
  private static JsonNode pushed(Project project, String branch, String commit) {
    project.tree().push("HEAD:refs/heads/" + branch);
    ObjectNode body = (ObjectNode) json(project.pushBody("1".repeat(40), commit));
    body.put("ref", "refs/heads/" + branch);
    Slipway.Answer answer = project.deliver("push of " + branch.hashCode(), body.toString());
    assertEquals(202, answer.status(), answer.text());
    return answer.json();
  }

  @Test
  void aRunStepSeesNothingOfTheService(Stack stack) {
    Requirements.programs("buildah", "runc", "newuidmap");
    Project project = stack.newProject("spy");
    project
        .tree()
        .write(
            "Dockerfile",
            """
            FROM busybox
            RUN id; env; for p in /proc/[0-9]*; do tr '\\0' '\\n' < $p/environ; cat $p/cmdline; done 2>/dev/null; true
            RUN ls / /run /tmp /var /home /root /proc/1/root/ 2>/dev/null; true
            """);
    JsonNode build = built(project);
    assertEquals("success", build.path("state").asText(), build::toString);
    String log = project.slipway().log(build.path("id").asText());
    assertFalse(log.contains("SLIPWAY"), log);
    assertFalse(log.contains("e2e-admin-token"), log);
  }

  @Test
  void aSparseFileInAnArchiveTakesNoMoreThanItSays(Stack stack) throws IOException {
    Project project = stack.newProject("sparse");
    project.tree().write("Dockerfile", "FROM scratch\nADD sparse.tar /\n");
    Path folder = Files.createDirectories(stack.root().resolve("sparse"));
    Path file = folder.resolve("huge");
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.position(ELEVEN_GIGABYTES - 1);
      channel.write(ByteBuffer.wrap(new byte[] {1}));
    }
    Commands.run(
        folder,
        "tar",
        "--sparse",
        "-cf",
        project.tree().path().resolve("sparse.tar").toString(),
        "huge");
    assertFailed(project, "the archive");
  }

  private static void writeTar(Project project, TarContent content) throws IOException {
    project.tree().write("Dockerfile", "FROM scratch\nADD content.tar /\n");
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(
            Files.newOutputStream(project.tree().path().resolve("content.tar")))) {
      content.write(tar);
    }
  }

  /** Writes entries. */
  @FunctionalInterface
  private interface TarContent {
    void write(TarArchiveOutputStream tar) throws IOException;
  }

  private static void put(TarArchiveOutputStream tar, TarArchiveEntry entry, String content)
      throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    if (entry.isFile()) {
      entry.setSize(bytes.length);
    }
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  /** One gzip member with the header, and one of zeros again and again: 10 MB, made in no time. */
  private static void writeBomb(Path file) throws IOException {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    TarArchiveOutputStream tar = new TarArchiveOutputStream(header);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
    TarArchiveEntry entry = new TarArchiveEntry("zeros");
    entry.setSize(ELEVEN_GIGABYTES);
    tar.putArchiveEntry(entry);
    tar.flush();
    byte[] zeros = gzip(new byte[16 << 20]);
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(gzip(header.toByteArray()));
      for (long written = 0; written < ELEVEN_GIGABYTES; written += 16 << 20) {
        out.write(zeros);
      }
    }
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }

  /** A tree of a hundred entries that are all the same. */
  private static String treeOf(Project project, String entry) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      lines.append(entry).append("\tn").append(i).append('\n');
    }
    return makeTree(project, lines.toString());
  }

  private static String treeWith(Project project, String tree, String name, String child) {
    return makeTree(
        project, project.tree().git("ls-tree", tree) + "040000 tree " + child + "\t" + name + "\n");
  }

  private static String makeTree(Project project, String lines) {
    project.tree().write(".git/lines", lines);
    return Commands.run(project.tree().path(), "sh", "-c", "git mktree < .git/lines").strip();
  }

  private static void useContext(Project project, String context) {
    change(project, body -> ((ObjectNode) body.path("rules").get(0)).put("context", context));
  }

  private static void useDockerfile(Project project, String dockerfile) {
    change(project, body -> ((ObjectNode) body.path("rules").get(0)).put("dockerfile", dockerfile));
  }

  private static void withSource(Project project, Consumer<ObjectNode> changed) {
    change(project, body -> changed.accept((ObjectNode) body.path("source")));
  }

  private static void withRules(Project project, String name, String tag) {
    change(
        project,
        body -> ((ObjectNode) body.path("rules").get(0)).put("name", name).put("tag", tag));
  }

  private static void change(Project project, Consumer<ObjectNode> changes) {
    String path = "/api/v1/repositories/" + project.name();
    ObjectNode body = (ObjectNode) project.slipway().get(path).json();
    changes.accept(body);
    Slipway.Answer answer = project.slipway().put(path, body);
    assertEquals(200, answer.status(), answer.text());
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode built(Project project) {
    return built(project, project.push("hostile"));
  }

  private static JsonNode built(Project project, String commit) {
    assertEquals(202, project.deliver(commit).status());
    String id = project.slipway().awaitBuilds(project.name(), 1).get(0).path("id").asText();
    JsonNode build = project.slipway().get("/api/v1/builds/" + id).json();
    String log = project.slipway().log(id);
    assertFalse((log + build).contains(CANARY), "a secret in log or build");
    assertFalse(log.contains("root:x:0"), log);
    return build;
  }

  private static void assertFailed(Project project, String part) {
    JsonNode build = built(project, project.push("hostile"));
    assertEquals("failed", build.path("state").asText(), build::toString);
    assertTrue(build.path("reason").asText().contains(part), build::toString);
  }
}
