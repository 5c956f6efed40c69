using Undercast.Protocol;

namespace Undercast.DynamoDb;

/// <summary>An item, a key, or a map inside one: names and values.</summary>
/// <remarks>
/// An item that comes from the store stays in its stored form until somebody asks for a value; one that is answered as it is goes from there to the wire without ever
/// becoming objects.
/// </remarks>
[OwnShape]
public sealed class AttributeMap
{
    private Dictionary<string, AttributeValue>? _values;

    internal AttributeMap(Dictionary<string, AttributeValue> values) => _values = values;

    internal AttributeMap(ReadOnlyMemory<byte> stored) => Stored = stored;

    private AttributeMap(Dictionary<string, AttributeValue> values, ReadOnlyMemory<byte> stored)
    {
        _values = values;
        Stored = stored;
    }

    /// <summary>An empty map.</summary>
    public AttributeMap() => _values = new(StringComparer.Ordinal);

    /// <summary>The stored form, or empty when this was made in another way.</summary>
    internal ReadOnlyMemory<byte> Stored { get; }

    /// <summary>What is wrong with the first value that is no value, or null; only what came from a wire can have one.</summary>
    internal string? Fault { get; init; }

    /// <summary>The values by name; not to be changed when the map came from the store or a request.</summary>
    internal Dictionary<string, AttributeValue> Values => _values ??= ItemCodec.Decode(Stored);

    internal int Count => Stored.IsEmpty || _values is not null ? Values.Count : ItemCodec.Count(Stored.Span);

    /// <summary>A value by its name, or null.</summary>
    public AttributeValue? this[string name] => Values.GetValueOrDefault(name);

    /// <summary>The same item with its stored form, which is made when there is none.</summary>
    internal AttributeMap Encoded() => Stored.IsEmpty ? new AttributeMap(Values, ItemCodec.Encode(this)) : this;

    /// <summary>A copy whose entries may be changed.</summary>
    internal AttributeMap Copy() => new(new Dictionary<string, AttributeValue>(Values, StringComparer.Ordinal));
}
