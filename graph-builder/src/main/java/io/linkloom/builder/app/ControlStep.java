package io.linkloom.builder.app;

import io.linkloom.common.model.Control.TakenIn;
import io.linkloom.common.model.Controls;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Has shards do what operators say: their schedulers hear of what holds, acts are done a step at a time, and the scope is widened
 * by new seeds. For one thread.
 */
final class ControlStep {
    private final Supplier<Controls> controls;
    private final ScopeWatch scope;
    private final @Nullable String actsOf;

    private List<TakenIn> takenIn = List.of();

    /**
     * From now on.
     *
     * @param controls what is in force
     * @param actsOf id of topic controls; null if shards are to do nothing, as those of a read replica, which leaves it to others
     */
    ControlStep(Supplier<Controls> controls, ScopeWatch scope, @Nullable String actsOf) {
        this.controls = controls;
        this.scope = scope;
        this.actsOf = actsOf;
    }

    /** How many steps shards did. */
    int tick(ShardKeeper shards) {
        Controls now = controls.get();
        widen(now.takenIn());
        int steps = 0;
        for (ActiveShard shard : List.copyOf(shards.active())) {
            try {
                steps += shard.obey(now, actsOf) ? 1 : 0;
            } catch (RuntimeException e) {
                shards.fail(shard, e);
            }
        }
        return steps;
    }

    private void widen(List<TakenIn> seeds) {
        if (!seeds.equals(takenIn)) {
            takenIn = seeds;
            scope.widen(seeds.stream().map(TakenIn::seed).toList());
        }
    }
}
