package dev.slipway.worker.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.worker.engine.process.ControlGroups.Controller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which hierarchy is used, and what is written there: with plain folders in place of the kernel's,
 * for no machine has all kinds. What the kernel does then is tested with real builds.
 */
final class ControlGroupsTest {

  private static final long GIB = 1L << 30;
  private static final Limits LIMITS = new Limits(GIB, 1.5, 100, GIB, 1000);

  @TempDir Path folder;

  @Test
  void versionOneHasAFolderForEachController() throws Exception {
    Path memory = Files.createDirectories(folder.resolve("memory/mine"));
    Path pids = Files.createDirectories(folder.resolve("pids"));
    ControlGroupMounts mounts =
        given(
            "10 9 0:1 / "
                + folder.resolve("memory")
                + " rw shared:1 - cgroup cgroup rw,memory\n"
                + "11 9 0:2 / "
                + pids
                + " rw - cgroup cgroup rw,pids\n",
            "5:pids:/\n4:memory:/mine\n");

    assertEquals(Optional.of(memory), mounts.parent(Controller.MEMORY));
    assertEquals(Optional.of(pids), mounts.parent(Controller.PIDS));
    assertEquals(Optional.empty(), mounts.parent(Controller.CPU));
  }

  @Test
  void aMountOfAPartOfTheHierarchyIsEnteredFromThere() throws Exception {
    Path part = Files.createDirectories(folder.resolve("part"));
    Path own = Files.createDirectories(part.resolve("worker"));
    ControlGroupMounts mounts =
        given(
            "10 9 0:1 /docker/abc " + part + " rw - cgroup cgroup rw,pids\n",
            "4:pids:/docker/abc/worker\n");

    assertEquals(Optional.of(own), mounts.parent(Controller.PIDS));
  }

  @Test
  void versionTwoIsUsedWhereItsControllersAreOn() throws Exception {
    Path own = unified("memory pids cpu", "memory pids cpu");
    ControlGroupMounts mounts =
        given("10 9 0:1 / " + folder + " rw - cgroup2 cgroup2 rw\n", "0::/own\n");

    assertEquals(Optional.of(own), mounts.parent(Controller.MEMORY));
    assertEquals(Optional.of(own), mounts.parent(Controller.CPU));
  }

  @Test
  void aControllerThatIsNotDelegatedIsNotThere() throws Exception {
    unified("pids", "pids");
    ControlGroupMounts mounts =
        given("10 9 0:1 / " + folder + " rw - cgroup2 cgroup2 rw\n", "0::/own\n");

    assertEquals(Optional.empty(), mounts.parent(Controller.MEMORY));
  }

  @Test
  void turnsAControllerOnForTheFoldersBelow() throws Exception {
    Path own = unified("memory pids", "");

    boolean offered = new Delegation(own).offers(Controller.MEMORY);

    assertEquals("+memory", Files.readString(own.resolve("cgroup.subtree_control")));
    assertFalse(offered, "a plain file is no kernel: it does not turn anything on");
  }

  @Test
  void limitsAndReadsAGroupOfVersionTwo() throws Exception {
    Path group = Files.createDirectories(folder.resolve("group"));
    Files.writeString(group.resolve("memory.max"), "max");
    Files.writeString(group.resolve("cpu.max"), "max 100000");
    Files.writeString(group.resolve("pids.max"), "max");
    ControlGroup.limit(
        Map.of(Controller.MEMORY, group, Controller.PIDS, group, Controller.CPU, group), LIMITS);
    ControlGroup made =
        ControlGroup.existing(Map.of(Controller.MEMORY, group, Controller.PIDS, group), LIMITS);

    assertEquals(Long.toString(GIB), Files.readString(group.resolve("memory.max")));
    assertEquals("150000 100000", Files.readString(group.resolve("cpu.max")));
    assertEquals("100", Files.readString(group.resolve("pids.max")));
    assertEquals(Optional.empty(), made.breach());
    Files.writeString(group.resolve("pids.events"), "max 3\n");
    assertEquals("pids", made.breach().orElseThrow().limit());
    Files.writeString(group.resolve("memory.events"), "low 0\noom 1\noom_kill 2\n");
    assertEquals("used more than 1 GiB of memory", made.breach().orElseThrow().words());
  }

  @Test
  void aMachineWithoutControlGroupsHasNone() throws Exception {
    Files.writeString(folder.resolve("mountinfo"), "1 0 0:1 / /proc rw - proc proc rw\n");
    Files.writeString(folder.resolve("cgroup"), "");

    assertTrue(ControlGroups.probe(folder, "test").isEmpty());
  }

  private Path unified(String controllers, String on) throws IOException {
    Path own = Files.createDirectories(folder.resolve("own"));
    for (Path level : new Path[] {folder, own}) {
      Files.writeString(level.resolve("cgroup.controllers"), controllers + "\n");
      Files.writeString(level.resolve("cgroup.subtree_control"), on + "\n");
      Files.writeString(level.resolve("cgroup.procs"), "");
    }
    return own;
  }

  private ControlGroupMounts given(String mountinfo, String cgroup) throws IOException {
    Path proc = Files.createDirectories(folder.resolve("proc"));
    Files.writeString(proc.resolve("mountinfo"), mountinfo);
    Files.writeString(proc.resolve("cgroup"), cgroup);
    return ControlGroupMounts.read(proc);
  }
}
