namespace Undercast.DynamoDb;

/// <summary>Settings of the service.</summary>
internal sealed record DynamoDbOptions
{
    /// <summary>Whether throughput is held to what tables have.</summary>
    public bool Throttles { get; init; }

    /// <summary>How long a description of a table waits for what is being done to it.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The most bytes of an item collection in a table with local indexes. AWS: 10 GB (Item collections).</summary>
    public long MaxCollectionBytes { get; init; } = 10L << 30;
}
