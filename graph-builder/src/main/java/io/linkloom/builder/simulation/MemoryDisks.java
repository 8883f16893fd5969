package io.linkloom.builder.simulation;

import io.linkloom.builder.store.MemoryShardStore;
import io.linkloom.builder.store.ShardStore;
import java.util.HashMap;
import java.util.Map;

/** Disks of which nothing lasts beyond the simulation. */
public final class MemoryDisks implements Disks {
    private record Place(int machine, int partition) {}

    private final Map<Place, MemoryShardStore.Disk> disks = new HashMap<>();
    private final Map<Integer, MemoryShardStore.Disk> copies = new HashMap<>();

    /** Empty ones. */
    public MemoryDisks() {}

    @Override
    public ShardStore open(int machine, int partition) {
        return disks.computeIfAbsent(new Place(machine, partition), _ -> new MemoryShardStore.Disk())
                .open();
    }

    @Override
    public boolean has(int machine, int partition) {
        return disks.containsKey(new Place(machine, partition));
    }

    @Override
    public void killed(int machine) {}

    @Override
    public void lose(int machine) {
        disks.keySet().removeIf(place -> place.machine() == machine);
    }

    @Override
    public boolean keepCopy(int machine, int partition) {
        MemoryShardStore.Disk disk = disks.get(new Place(machine, partition));
        if (disk != null) {
            copies.put(partition, disk.copy());
        }
        return disk != null;
    }

    @Override
    public boolean restore(int machine, int partition) {
        MemoryShardStore.Disk copy = copies.get(partition);
        if (copy != null) {
            disks.put(new Place(machine, partition), copy.copy());
        }
        return copy != null;
    }

    @Override
    public void close() {}
}
