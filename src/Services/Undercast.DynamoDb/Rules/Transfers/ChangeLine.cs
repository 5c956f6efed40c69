using System.Globalization;

namespace Undercast.DynamoDb;

/// <summary>What an incremental export tells of a row: its key, and what stood there before and after.</summary>
internal sealed class ChangeLine(ChangedRow change, ReadOnlyMemory<byte>? after, string[] keys, bool withOld)
{
    public bool IsNothing => change.Before is null && after is null;

    /// <summary>When it changed last, in microseconds since 1970.</summary>
    public string Micros => (change.Milliseconds * 1000).ToString(CultureInfo.InvariantCulture);

    public int Size => (change.Before is { } old ? ItemCodec.Size(old.Span) : 0) + (after is { } item ? ItemCodec.Size(item.Span) : 0);

    /// <summary>The images in the order of the line; what was removed has no new one.</summary>
    public IEnumerable<(string Name, AttributeMap Image)> Parts
    {
        get
        {
            var item = new AttributeMap((after ?? change.Before)!.Value);
            var key = new AttributeMap();
            foreach (var name in keys) key.Values[name] = item[name]!;
            yield return ("Keys", key);
            if (withOld && change.Before is { } old) yield return ("OldImage", new AttributeMap(old));
            if (after is { } fresh) yield return ("NewImage", new AttributeMap(fresh));
        }
    }
}
