using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Undercast.DynamoDb.Streams;

/// <summary>A place in a stream: the next record to read, and when the place was given out.</summary>
internal readonly record struct ShardPosition(string StreamArn, long Shard, long Next, DateTimeOffset Issued);

/// <summary>Iterators as clients hold them: the stream's ARN, a version, and the place.</summary>
internal static class ShardIterators
{
    // AWS: an iterator is good for 15 minutes (GetShardIterator).
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    public static string Write(ShardPosition position) =>
        $"{position.StreamArn}|1|{Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{position.Shard}:{position.Next}:{position.Issued.ToUnixTimeMilliseconds()}")))}";

    public static string? StreamArn(string? iterator) => iterator?.IndexOf('|', StringComparison.Ordinal) is > 0 and var end ? iterator[..end] : null;

    public static bool TryRead(string iterator, out ShardPosition position)
    {
        position = default;
        var parts = iterator.Split('|');
        if (parts.Length != 3 || parts[1] != "1" || !Base64Url.IsValid(parts[2])) return false;
        var numbers = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(parts[2])).Split(':');
        if (numbers.Length != 3 || !Number(numbers[0], out var stream) || !Number(numbers[1], out var next) || !Number(numbers[2], out var issued)
            || issued > 253402300799999) return false;
        position = new ShardPosition(parts[0], stream, next, DateTimeOffset.FromUnixTimeMilliseconds(issued));
        return true;
    }

    private static bool Number(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}

/// <summary>Sequence numbers and ids of shards as clients see them.</summary>
internal static class StreamNames
{
    private const string First = "1";

    // AWS: a sequence number has 21 digits and more.
    public static string Sequence(long sequence) => First + sequence.ToString("D20", CultureInfo.InvariantCulture);

    public static bool TrySequence(string? text, out long sequence)
    {
        sequence = 0;
        return text is { Length: 21 } && text.StartsWith(First, StringComparison.Ordinal) && long.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out sequence);
    }

    public static string Shard(ShardRecord shard) =>
        string.Create(CultureInfo.InvariantCulture, $"shardId-{shard.Opened.ToUnixTimeMilliseconds():D20}-{(uint)shard.Storage:x8}");
}
