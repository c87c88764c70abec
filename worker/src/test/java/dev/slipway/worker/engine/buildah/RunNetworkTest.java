package dev.slipway.worker.engine.buildah;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.worker.engine.buildah.RunNetwork.Offer;
import dev.slipway.worker.engine.process.ProgramVersion;
import org.junit.jupiter.api.Test;

final class RunNetworkTest {

  private static final ProgramVersion OLD = new ProgramVersion(1, 28);
  private static final ProgramVersion NEW = new ProgramVersion(1, 33);
  private static final Offer ALL = new Offer(NEW, true, true, true);

  @Test
  void aPrivateNetworkIsPreferredWhereItCanBeHad() {
    assertEquals("private", RunNetwork.choose("auto", ALL).option());
    assertNull(RunNetwork.choose("auto", ALL).warning());
  }

  @Test
  void whereNotRunsShareTheMachinesAndPeopleAreTold() {
    for (Offer offer :
        new Offer[] {
          new Offer(OLD, true, true, true),
          new Offer(NEW, false, true, true),
          new Offer(NEW, true, false, true),
          new Offer(NEW, true, true, false)
        }) {
      RunNetwork chosen = RunNetwork.choose("auto", offer);
      assertEquals("host", chosen.option());
      assertNotNull(chosen.warning());
    }
  }

  @Test
  void anOperatorWhoWantsTheHostsIsNotWarned() {
    assertNull(RunNetwork.choose("host", ALL).warning());
  }

  @Test
  void whatIsWantedAndCannotBeHadIsAnError() {
    refused(
        "private", new Offer(OLD, true, true, true), "needs buildah 1.33 or newer, here is 1.28");
    refused("private", new Offer(NEW, false, true, true), "neither slirp4netns nor pasta");
    refused("private", new Offer(NEW, true, false, true), "/dev/net/tun");
    refused("none", new Offer(NEW, true, true, false), "chroot");
    refused("bridge", ALL, "is none of auto, private, host, none");
  }

  private static void refused(String wanted, Offer offer, String why) {
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> RunNetwork.choose(wanted, offer))
                .getMessage());
    assertTrue(message.contains(why), message);
  }
}
