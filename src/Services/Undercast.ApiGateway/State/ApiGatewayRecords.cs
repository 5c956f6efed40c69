using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Undercast.Storage;

namespace Undercast.ApiGateway;

/// <summary>A REST API with everything in it. A deployment is a copy of it.</summary>
/// <remarks>
/// The parts are stored in the form in which the contract answers them, since AWS's own PATCH paths are paths into that form. Each read of the store gives an instance
/// of its own, so that operations may change it in place.
/// </remarks>
internal sealed class RestApiRecord
{
    public required string Account { get; init; }
    public required string Region { get; init; }
    public required RestApi Api { get; set; }
    public Dictionary<string, Resource> Resources { get; set; } = [];
    public Dictionary<string, Model> Models { get; set; } = [];
    public Dictionary<string, RequestValidator> Validators { get; set; } = [];
    public Dictionary<string, Authorizer> Authorizers { get; set; } = [];
    public Dictionary<string, GatewayResponse> GatewayResponses { get; set; } = [];
    public Dictionary<string, DocumentationPart> DocumentationParts { get; set; } = [];
    public Dictionary<string, DocumentedVersion> DocumentationVersions { get; set; } = [];

    [JsonIgnore]
    public Resource Root => Resources[Api.RootResourceId!];

    /// <summary>Every method with its resource.</summary>
    public IEnumerable<(Resource Resource, Method Method)> Methods() => Resources.Values.SelectMany(r => (r.ResourceMethods ?? EmptyMethods).Values.Select(m => (r, m)));

    private static readonly Dictionary<string, Method> EmptyMethods = [];
}

/// <summary>A version of the documentation with its parts as they were.</summary>
internal sealed record DocumentedVersion(DocumentationVersion Version, IReadOnlyList<DocumentationPart> Parts);

/// <summary>A client certificate with its key.</summary>
internal sealed record ClientCertificateRecord(ClientCertificate Certificate, string Key);

internal sealed class DeploymentRecord
{
    public required Deployment Deployment { get; set; }
    public required RestApiRecord Snapshot { get; init; }
}

internal sealed class StageRecord
{
    public required Stage Stage { get; set; }
}

/// <summary>Changes whenever what a stage serves may have changed.</summary>
internal sealed record StageVersionRecord(long Version, long CacheVersion)
{
    public static readonly IRecordCodec<StageVersionRecord> Codec = new Binary();

    private sealed class Binary : IRecordCodec<StageVersionRecord>
    {
        public void Write(StageVersionRecord record, IBufferWriter<byte> output)
        {
            var w = new BinaryRecordWriter(output, 1);
            w.Int64(record.Version);
            w.Int64(record.CacheVersion);
        }

        public StageVersionRecord Read(ReadOnlyMemory<byte> stored)
        {
            var r = new BinaryRecordReader(stored);
            return new StageVersionRecord(r.Int64(), r.Int64());
        }
    }
}

/// <summary>The moment from which on a throttle's tokens come, in nanoseconds since 1970.</summary>
internal sealed record ThrottleRecord(long From)
{
    public static readonly IRecordCodec<ThrottleRecord> Codec = new Binary();

    private sealed class Binary : IRecordCodec<ThrottleRecord>
    {
        public void Write(ThrottleRecord record, IBufferWriter<byte> output) => new BinaryRecordWriter(output, 1).Int64(record.From);

        public ThrottleRecord Read(ReadOnlyMemory<byte> stored) => new(new BinaryRecordReader(stored).Int64());
    }
}

/// <summary>Requests counted against a quota.</summary>
internal sealed record UsageRecord(long Count)
{
    /// <summary>What was granted beyond the quota, for this period.</summary>
    public long Extra { get; init; }

    /// <summary>What the period still has.</summary>
    public long LeftOf(QuotaSettings quota) => quota.Limit!.Value - (quota.Offset ?? 0) + Extra - Count;

    public UsageRecord With(string day, long more, long left)
    {
        var days = Days is { } known ? new Dictionary<string, UsageDay>(known) : [];
        days[day] = new UsageDay((days.GetValueOrDefault(day)?.Used ?? 0) + more, left);
        return this with { Count = Count + more, Days = days };
    }

    /// <summary>By day, as <c>2026-01-31</c>.</summary>
    public Dictionary<string, UsageDay>? Days { get; init; }
}

/// <summary>What was used on a day, and what was left of the period's quota at its end.</summary>
internal sealed record UsageDay(long Used, long Left);

[JsonSerializable(typeof(RestApiRecord))]
[JsonSerializable(typeof(DeploymentRecord))]
[JsonSerializable(typeof(StageRecord))]
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(UsageRecord))]
[JsonSerializable(typeof(ApiKey))]
[JsonSerializable(typeof(UsagePlan))]
[JsonSerializable(typeof(UsagePlanKey))]
[JsonSerializable(typeof(DomainName))]
[JsonSerializable(typeof(BasePathMapping))]
[JsonSerializable(typeof(DocumentationPart))]
[JsonSerializable(typeof(DocumentationVersion))]
[JsonSerializable(typeof(VpcLink))]
[JsonSerializable(typeof(ClientCertificateRecord))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class ApiGatewayJson : JsonSerializerContext;
