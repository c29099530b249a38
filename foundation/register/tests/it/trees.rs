use ct_merkle::mem_backed_tree::MemoryBackedTree;
use kernel::Digest;
use proptest::prelude::*;
use register::*;
use sha2::Sha256;

/// The eight inputs and the roots of their trees that Certificate Transparency implementations test with.
const INPUTS: [&str; 8] =
    ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
const ROOTS: [&str; 8] = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len() / 2).map(|i| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).unwrap()).collect()
}

#[test]
fn roots_of_the_reference_trees() {
    let mut frontier = Frontier::new();
    assert_eq!(frontier.root().hex(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    for (input, root) in INPUTS.iter().zip(ROOTS) {
        frontier.push(leaf_hash(&bytes(input)));
        assert_eq!(frontier.root().hex(), root, "tree of {} leaves", frontier.size());
    }
}

#[test]
fn proofs_hold_for_every_leaf_and_every_beginning() {
    let leaves: Vec<Digest> = (0u8..70).map(|i| leaf_hash(&[i])).collect();
    for n in 1..=leaves.len() {
        let root = root_of(&leaves[..n]);
        for i in 0..n {
            let proof = inclusion_proof(&leaves[..n], i).unwrap();
            assert!(verify_inclusion(leaves[i], i as u64, n as u64, &proof, root));
            assert!(!verify_inclusion(leaves[i], i as u64 + 1, n as u64, &proof, root));
            assert!(!verify_inclusion(leaf_hash(b"other"), i as u64, n as u64, &proof, root));
        }
        for m in 0..=n {
            let proof = consistency_proof(&leaves[..n], m).unwrap();
            let old = root_of(&leaves[..m]);
            assert!(verify_consistency(m as u64, old, n as u64, root, &proof), "{m} of {n}");
            if m > 0 && m < n {
                assert!(!verify_consistency(m as u64, leaf_hash(b"x"), n as u64, root, &proof));
                assert!(!verify_consistency(m as u64, old, n as u64, leaf_hash(b"x"), &proof));
            }
        }
    }
}

proptest! {
    #[test]
    fn agrees_with_another_implementation(data in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..20), 1..80), at in any::<prop::sample::Index>()) {
        let mut theirs = MemoryBackedTree::<Sha256, Vec<u8>>::new();
        let mut ours = Frontier::new();
        for d in &data {
            theirs.push(d.clone());
            ours.push(leaf_hash(d));
            let kept = Frontier::from_bytes(ours.size(), &ours.to_bytes()).unwrap();
            prop_assert_eq!(&kept, &ours);
            let root: [u8; 32] = (*theirs.root().as_bytes()).into();
            prop_assert_eq!(ours.root().0, root);
        }
        let leaves: Vec<Digest> = data.iter().map(|d| leaf_hash(d)).collect();
        let i = at.index(data.len());
        let ours = inclusion_proof(&leaves, i).unwrap();
        let flat: Vec<u8> = ours.iter().flat_map(|d| d.0).collect();
        prop_assert_eq!(flat, theirs.prove_inclusion(i).as_bytes().to_vec());
        if i > 0 {
            let ours = consistency_proof(&leaves, i).unwrap();
            let flat: Vec<u8> = ours.iter().flat_map(|d| d.0).collect();
            prop_assert_eq!(flat, theirs.prove_consistency(data.len() - i).as_bytes().to_vec());
        }
    }
}
