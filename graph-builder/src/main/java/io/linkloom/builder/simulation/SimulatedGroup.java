package io.linkloom.builder.simulation;

import io.linkloom.common.topic.FoldConsumer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A consumer group: who owns which shard. A member gives a shard up before another gets it, unless it is put out of the group:
 * then its shards are given away at once, and it learns of that some polls later.
 */
final class SimulatedGroup {
    private final Faults faults;
    private final List<Member> members = new ArrayList<>();
    private final @Nullable Member[] wanted;
    private final @Nullable Member[] held;

    SimulatedGroup(int partitions, Faults faults) {
        this.faults = faults;
        this.wanted = new Member[partitions];
        this.held = new Member[partitions];
    }

    Member join() {
        Member member = new Member();
        members.add(member);
        return member;
    }

    /** The owner of a shard, null while it has none. */
    @Nullable
    Member owner(int partition) {
        return held[partition];
    }

    /** Gives a shard to any member; to the one that has it only after that gave it up. */
    private void move(int partition) {
        wanted[partition] = null;
        List<Member> current = members.stream().filter(Member::isCurrent).toList();
        if (held[partition] == null && !current.isEmpty()) {
            wanted[partition] = current.get(faults.upTo(current.size() - 1));
        }
    }

    private void settle() {
        for (int partition = 0; partition < wanted.length; partition++) {
            Member to = wanted[partition];
            boolean orphaned = to == null || !to.isCurrent() || !members.contains(to);
            if (orphaned || faults.strikes(Faults.Fault.MOVE)) {
                move(partition);
            }
        }
    }

    /** A process in the group; for the group's coordinator, and for the process. */
    final class Member {
        private final Set<Integer> mine = new TreeSet<>();
        private boolean current = true;
        private int pollsUntilItKnows;

        /** Whether the coordinator takes it for a member. */
        boolean isCurrent() {
            return current;
        }

        /** What it takes for its own. */
        Set<Integer> shards() {
            return mine;
        }

        /** The coordinator gives its shards away; the process goes on for some polls. */
        void putOut(int unawareFor) {
            current = false;
            pollsUntilItKnows = unawareFor;
            for (int partition = 0; partition < held.length; partition++) {
                held[partition] = held[partition] == this ? null : held[partition];
            }
        }

        /** The process is gone, and the coordinator noticed. */
        void leave() {
            putOut(0);
            members.remove(this);
        }

        /** What a poll does for the group. */
        void meet(FoldConsumer.Listener listener) {
            if (!current && pollsUntilItKnows-- > 0) {
                return;
            }
            if (!current) {
                List.copyOf(mine).forEach(partition -> giveUp(partition, listener));
                current = true;
                return;
            }
            settle();
            for (int partition = 0; partition < held.length; partition++) {
                if (mine.contains(partition) && wanted[partition] != this) {
                    giveUp(partition, listener);
                } else if (wanted[partition] == this && held[partition] == null) {
                    held[partition] = this;
                    mine.add(partition);
                    listener.assigned(partition);
                }
            }
        }

        private void giveUp(int partition, FoldConsumer.Listener listener) {
            mine.remove(partition);
            listener.revoked(partition);
            held[partition] = held[partition] == this ? null : held[partition];
        }

        /** Ends in good order. */
        void close(FoldConsumer.Listener listener) {
            List.copyOf(mine).forEach(partition -> giveUp(partition, listener));
            leave();
        }
    }
}
