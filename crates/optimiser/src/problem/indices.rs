//! Typed dense indices, so that a slot is never mistaken for a date.

macro_rules! index {
    ($(#[$doc:meta])* $name:ident($raw:ty)) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub $raw);

        impl $name {
            /// The index of a position in the problem's list. The list must fit; `Problem::validate` holds that.
            pub fn new(position: usize) -> Self {
                Self(position as $raw)
            }

            /// The position in the problem's list.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

index!(
    /// A strip of [`crate::Problem::strips`].
    StripIdx(u32)
);
index!(
    /// A slot of [`crate::Problem::slots`].
    SlotIdx(u32)
);
index!(
    /// A date of [`crate::Problem::dates`].
    DateIdx(u16)
);
index!(
    /// A resource of [`crate::Problem::resources`].
    ResourceIdx(u32)
);
index!(
    /// A location of [`crate::Problem::locations`].
    LocationIdx(u32)
);
index!(
    /// A stunt of [`crate::Problem::stunts`].
    StuntIdx(u16)
);
index!(
    /// A unit of [`crate::Problem::units`].
    UnitIdx(u16)
);
