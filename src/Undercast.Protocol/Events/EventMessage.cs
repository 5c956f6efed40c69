namespace Undercast.Protocol;

/// <summary>The types of a header of an event-stream message, with their numbers on the wire.</summary>
public enum EventHeaderType
{
    /// <summary>True.</summary>
    True = 0,
    /// <summary>False.</summary>
    False = 1,
    /// <summary>An 8-bit integer.</summary>
    Byte = 2,
    /// <summary>A 16-bit integer.</summary>
    Short = 3,
    /// <summary>A 32-bit integer.</summary>
    Integer = 4,
    /// <summary>A 64-bit integer.</summary>
    Long = 5,
    /// <summary>Bytes.</summary>
    Bytes = 6,
    /// <summary>Text.</summary>
    Text = 7,
    /// <summary>Milliseconds since 1970.</summary>
    Timestamp = 8,
    /// <summary>A UUID.</summary>
    Uuid = 9,
}

/// <summary>A header of an event-stream message.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The type.</param>
/// <param name="Value">A boolean, long, byte array, string, <see cref="DateTimeOffset"/> or <see cref="Guid"/>, as the type says.</param>
public readonly record struct EventHeader(string Name, EventHeaderType Type, object Value)
{
    /// <summary>A header with text.</summary>
    public static EventHeader Of(string name, string text) => new(name, EventHeaderType.Text, text);
}

/// <summary>One message of an event stream.</summary>
/// <param name="Headers">The headers.</param>
/// <param name="Payload">The payload.</param>
public sealed record EventMessage(IReadOnlyList<EventHeader> Headers, ReadOnlyMemory<byte> Payload)
{
    /// <summary>The text of a header, or null.</summary>
    public string? Text(string name)
    {
        foreach (var header in Headers)
        {
            if (header.Name == name) return header.Value as string;
        }
        return null;
    }
}
