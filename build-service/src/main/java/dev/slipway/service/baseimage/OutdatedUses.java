package dev.slipway.service.baseimage;

import java.util.Collection;
import java.util.List;

/** What stands on images that have changed since. */
public interface OutdatedUses {

  /**
   * Rules and refs to rebuild. Left out are those whose rule is switched off, those that are being
   * built (the next look tells what that build used), and what was asked for or given up before.
   */
  List<RuleRef> find(int limit);

  /**
   * The changes behind one of them, locked for the caller's transaction; none when somebody else
   * has them or they are settled.
   */
  List<BaseChange> lock(RuleRef target);

  /** Notes that these changes need no more attention, with what people should know, if anything. */
  void settle(RuleRef target, Collection<BaseChange> changes, String note);

  /** Forgets what a rule's ref stands on, since the ref is gone. */
  void drop(RuleRef target);
}
