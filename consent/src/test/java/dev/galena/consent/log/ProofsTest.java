package dev.galena.consent.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.consent.Digest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trees grown leaf by leaf and proofs read from tiles, against the definition of RFC 6962 computed from scratch. */
class ProofsTest {

    /** The eight leaves that certificate-transparency's reference tests use, and the roots of the trees of 1 to 8 of them. */
    private static final List<String> LEAVES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private static final List<String> ROOTS = List.of(
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    @Test
    void theRootsEverybodyElseComputes() {
        var frontier = Frontier.empty();
        assertThat(frontier.root().hex()).isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        for (int i = 0; i < LEAVES.size(); i++) {
            frontier.append(Rfc6962.leaf(HexFormat.of().parseHex(LEAVES.get(i))));
            assertThat(frontier.root().hex()).isEqualTo(ROOTS.get(i));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 255, 256, 257, 511, 513, 1_000, 65_535, 65_536, 65_537, 70_000})
    void aTreeInTilesIsTheTreeOfItsLeaves(int size) {
        var tree = grown(size);
        assertThat(tree.tree.frontier().root()).isEqualTo(new Proofs(leavesOnly(tree.leaves)).root(0, size));
        assertThat(Frontier.of(size, tree.nodes()).root())
                .isEqualTo(tree.tree.frontier().root());
        assertThat(GrowingTree.of(size, tree.tree.edge()).frontier().root())
                .isEqualTo(tree.tree.frontier().root());
        tree.all()
                .forEach((tile, hashes) ->
                        assertThat(hashes.length / 32).as(tile.toString()).isEqualTo(tile.width(size)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyProofHoldsAndNoneHoldsForAnythingElse(long seed) {
        var random = new Random(seed);
        int size = 1 + random.nextInt(3_000);
        var tree = grown(size);
        var nodes = tree.nodes();
        var proofs = new Proofs(nodes);
        var root = proofs.root(0, size);
        for (int i = 0; i < 60; i++) {
            int index = random.nextInt(size);
            var leaf = tree.leaves.get(index);
            var path = proofs.inclusion(index, size);
            assertThat(path).isEqualTo(new Proofs(leavesOnly(tree.leaves)).inclusion(index, size));
            assertThat(Check.inclusion(leaf, index, size, path, root)).isTrue();
            assertThat(Check.inclusion(flipped(leaf, random), index, size, path, root))
                    .isFalse();
            assertThat(Check.inclusion(leaf, index, size, path, flipped(root, random)))
                    .isFalse();
            assertThat(Check.inclusion(leaf, size, size, path, root)).isFalse();
            assertThat(Check.inclusion(leaf, index, size, changed(path, random), root))
                    .isFalse();
            if (size > 1)
                assertThat(Check.inclusion(leaf, (index + 1) % size, size, path, root))
                        .isFalse();
        }
        for (int i = 0; i < 60; i++) {
            int from = random.nextInt(size + 1);
            var first = proofs.root(0, from);
            var path = proofs.consistency(from, size);
            assertThat(Check.consistency(from, first, size, root, path)).isTrue();
            assertThat(Check.consistency(from, flipped(first, random), size, root, path))
                    .isFalse();
            assertThat(Check.consistency(from, first, size, root, changed(path, random)))
                    .isFalse();
            if (from > 0 && from < size) {
                assertThat(Check.consistency(from, first, size, flipped(root, random), path))
                        .isFalse();
                assertThat(Check.consistency(size, root, from, first, path)).isFalse();
            }
        }
    }

    @Test
    void whatAProofLooksAtIsKnownBefore() {
        var tree = grown(70_000);
        var used = TileNodes.used(nodes -> new Proofs(nodes).inclusion(12_345, 70_000));
        var few = new HashMap<>(tree.all());
        few.keySet().retainAll(used);
        assertThat(few).hasSizeLessThan(7);
        assertThat(new Proofs(new TileNodes(few)).inclusion(12_345, 70_000))
                .isEqualTo(new Proofs(tree.nodes()).inclusion(12_345, 70_000));
    }

    /** A path that ends early leads to the root of a smaller tree, and says nothing of the larger. */
    @Test
    void aProofThatEndsEarlyProvesNothing() {
        var tree = grown(8);
        var proofs = new Proofs(tree.nodes());
        var leaf = tree.leaves.getFirst();
        assertThat(Check.inclusion(leaf, 0, 4, proofs.inclusion(0, 4), proofs.root(0, 4)))
                .isTrue();
        assertThat(Check.inclusion(leaf, 0, 8, proofs.inclusion(0, 4), proofs.root(0, 4)))
                .isFalse();
    }

    @Test
    void pathsOfTiles() {
        assertThat(new TilePath(3, 1_234_067, 256)).hasToString("3/x001/x234/067");
        assertThat(new TilePath(0, 0, 5)).hasToString("0/000.p/5");
        for (var path : List.of("0/000", "63/x001/x234/067.p/8", "entries/x001/000.p/255", "12/999")) {
            assertThat(TilePath.parse(path)).hasToString("Optional[" + path + "]");
        }
        for (var path : List.of(
                "0/0",
                "00/000",
                "64/000",
                "0/x000/001",
                "0/001/002",
                "0/000.p/0",
                "0/000.p/256",
                "0/000.p/01",
                "-1/000",
                "x/000",
                "0/x001",
                "",
                "0",
                "entries",
                "0/000/",
                "0/000.p/",
                "0/x001/x234/067.p/8/9")) {
            assertThat(TilePath.parse(path)).as(path).isEmpty();
        }
    }

    private record Grown(GrowingTree tree, List<Digest> leaves, Map<Tile, byte[]> full) {
        Map<Tile, byte[]> all() {
            var all = new HashMap<>(full);
            tree.edge().forEach((level, hashes) -> all.put(new Tile(level, tree.size() >> (8 * level + 8)), hashes));
            return all;
        }

        Nodes nodes() {
            return new TileNodes(all());
        }
    }

    private static Grown grown(int size) {
        var grown =
                new Grown(GrowingTree.empty(), new ArrayList<>(), new TreeMap<>(Comparator.comparing(Tile::toString)));
        for (int i = 0; i < size; i++) {
            var leaf = Rfc6962.leaf(("entry " + i).getBytes(UTF_8));
            grown.leaves.add(leaf);
            grown.tree.append(leaf, grown.full::put);
        }
        return grown;
    }

    private static Nodes leavesOnly(List<Digest> leaves) {
        return new Nodes() {
            @Override
            public Digest root(int height, long index) {
                if (height == 0) return leaves.get((int) index);
                return Rfc6962.node(root(height - 1, 2 * index), root(height - 1, 2 * index + 1));
            }
        };
    }

    private static Digest flipped(Digest hash, Random random) {
        byte[] bytes = hash.bytes();
        bytes[random.nextInt(32)] ^= (byte) (1 << random.nextInt(8));
        return Digest.of(bytes);
    }

    /** One hash flipped, dropped, or added. */
    private static List<Digest> changed(List<Digest> path, Random random) {
        var changed = new ArrayList<>(path);
        int way = path.isEmpty() ? 2 : random.nextInt(3);
        int place = path.isEmpty() ? 0 : random.nextInt(path.size());
        if (way == 0) changed.set(place, flipped(path.get(place), random));
        else if (way == 1) changed.remove(place);
        else changed.add(place, Rfc6962.EMPTY);
        return changed;
    }
}
