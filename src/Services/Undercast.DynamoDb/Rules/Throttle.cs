using System.Collections.Concurrent;

namespace Undercast.DynamoDb;

/// <summary>Holds tables and indexes to their throughput, when asked for: a bucket of capacity for each, that fills with time and holds what was left of the last five minutes.</summary>
/// <remarks>
/// A request is let through while there is anything in the bucket, and may leave it below zero. The buckets are this process's, and full when it starts.
/// </remarks>
internal sealed class Throttle(DynamoDbOptions options)
{
    // AWS: unused capacity of up to 300 seconds is kept for bursts (Burst capacity).
    private const int BurstSeconds = 300;

    private const string Table = "The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.";
    private const string Index = "The level of configured provisioned throughput for one or more global secondary indexes of the table was exceeded. "
        + "Consider increasing your provisioning level for the under-provisioned global secondary indexes with the UpdateTable API";
    private const string OnDemand = "Throughput exceeds the maximum OnDemandThroughput configured on table or index";

    private readonly ConcurrentDictionary<(long Storage, bool Writes), Bucket> _buckets = new();

    public bool IsOn => options.Throttles;

    /// <summary>Refuses a read for which nothing is left.</summary>
    public void CheckRead(TableRecord table, IndexLayout? index, DateTimeOffset now)
    {
        if (!IsOn) return;
        var global = index is { Record.Local: false } ? index.Record : null;
        Check(table, global, writes: false, now);
    }

    /// <summary>Refuses a write for which the table, or an index that must follow it, has nothing left.</summary>
    public void CheckWrite(TableRecord table, DateTimeOffset now)
    {
        if (!IsOn) return;
        Check(table, null, writes: true, now);
        foreach (var index in table.Indexes.Where(i => !i.Local)) Check(table, index, writes: true, now);
    }

    /// <summary>Takes what a request has used.</summary>
    public void Charge(TableRecord table, IndexRecord? index, bool writes, double units, DateTimeOffset now)
    {
        if (Rate(table, index, writes) is { } rate) Of(index?.Storage ?? table.Storage, writes).Take(rate, units, now);
    }

    private void Check(TableRecord table, IndexRecord? index, bool writes, DateTimeOffset now)
    {
        if (Rate(table, index, writes) is not { } rate || Of(index?.Storage ?? table.Storage, writes).Take(rate, 0, now) > 0) return;
        IReadOnlyList<ThrottlingReason> reasons = [Reason(table, index, writes)];
        if (table.OnDemand) throw new ThrottlingException(OnDemand) { ThrottlingReasons = reasons };
        throw new ProvisionedThroughputExceededException(index is null ? Table : Index) { ThrottlingReasons = reasons };
    }

    // AWS: what is throttled, for which kind of operation, by which limit (ThrottlingReason).
    private static ThrottlingReason Reason(TableRecord table, IndexRecord? index, bool writes) => new()
    {
        Reason = $"{(index is null ? "Table" : "Index")}{(writes ? "Write" : "Read")}{(table.OnDemand ? "MaxOnDemandThroughputExceeded" : "ProvisionedThroughputExceeded")}",
        Resource = table.Home is { } home ? TableNames.Arn(home.Key) + (index is null ? "" : $"/index/{index.Name}") : null,
    };

    // Units a second, or null where nothing limits them.
    private static double? Rate(TableRecord table, IndexRecord? index, bool writes)
    {
        if (table.OnDemand)
        {
            var limits = index is null ? table.OnDemandLimits : index.OnDemandLimits ?? table.OnDemandLimits;
            return (writes ? limits?.MaxWriteRequestUnits : limits?.MaxReadRequestUnits) is > 0 and var most ? most : null;
        }
        var throughput = index?.Throughput ?? table.Throughput;
        return (writes ? throughput.Write : throughput.Read) is > 0 and var units ? units : null;
    }

    private Bucket Of(long storage, bool writes) => _buckets.GetOrAdd((storage, writes), static _ => new Bucket());

    private sealed class Bucket
    {
        private readonly Lock _lock = new();
        private double _left = double.PositiveInfinity;
        private DateTimeOffset _at;

        /// <summary>Fills up, takes, and answers what is left.</summary>
        public double Take(double rate, double units, DateTimeOffset now)
        {
            lock (_lock)
            {
                if (now > _at)
                {
                    _left += (now - _at).TotalSeconds * rate;
                    _at = now;
                }
                _left = Math.Min(_left, rate * BurstSeconds) - units;
                return _left;
            }
        }
    }
}

/// <summary>The meters of one request, whose sums are taken from the buckets once it is done.</summary>
internal sealed class Spending
{
    private readonly List<CapacityMeter> _meters = [];

    public void Add(CapacityMeter meter) => _meters.Add(meter);

    /// <summary>Forgets a run that is done again.</summary>
    public void Clear() => _meters.Clear();

    public void Charge(Throttle throttle, DateTimeOffset now)
    {
        foreach (var meter in _meters) meter.Charge(throttle, now);
    }
}
