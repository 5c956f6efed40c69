namespace Undercast.Storage;

/// <summary>The first byte of each element. Stored: never change a value. Gaps are left for later kinds.</summary>
internal static class TupleTag
{
    public const byte Null = 0x05;
    public const byte False = 0x06;
    public const byte True = 0x07;
    public const byte Bytes = 0x10;
    public const byte Text = 0x11;

    /// <summary>Integers take 0x20 to 0x30: this plus the byte count of a positive number, minus that of a negative one.</summary>
    public const byte Zero = 0x28;
    public const byte Guid = 0x38;

    // Inside text and bytes: 00 ends the element, so a longer value sorts after its prefix and no element is a prefix of another.
    public const byte End = 0x00;
    public const byte Escape = 0x01;
}
