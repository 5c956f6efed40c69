using Undercast.Protocol;

namespace Undercast.Lambda;

[NotSupportedMember("SourceAccessConfigurations"), NotSupportedMember("AmazonManagedKafkaEventSourceConfig"), NotSupportedMember("SelfManagedKafkaEventSourceConfig"), NotSupportedMember("DocumentDBEventSourceConfig"), NotSupportedMember("KMSKeyArn"), NotSupportedMember("MetricsConfig"), NotSupportedMember("LoggingConfig"), NotSupportedMember("ProvisionedPollerConfig")]
public sealed record UpdateEventSourceMappingInput
{
    [HttpLabel] public required string UUID { get; init; }
    [Length(min: 1, max: 256)]
    [Pattern(@"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?")]
    public string? FunctionName { get; init; }
    public bool? Enabled { get; init; }
    [Range(min: 1, max: 10000)] public int? BatchSize { get; init; }
    public FilterCriteria? FilterCriteria { get; init; }
    [Range(min: 0, max: 300)] public int? MaximumBatchingWindowInSeconds { get; init; }
    public DestinationConfig? DestinationConfig { get; init; }
    [Range(min: -1, max: 604800)] public int? MaximumRecordAgeInSeconds { get; init; }
    public bool? BisectBatchOnFunctionError { get; init; }
    [Range(min: -1, max: 10000)] public int? MaximumRetryAttempts { get; init; }
    [Range(min: 1, max: 10)] public int? ParallelizationFactor { get; init; }
    [Length(min: 0, max: 1)] public IReadOnlyList<string>? FunctionResponseTypes { get; init; }
    [Range(min: 0, max: 900)] public int? TumblingWindowInSeconds { get; init; }
    public ScalingConfig? ScalingConfig { get; init; }
}
