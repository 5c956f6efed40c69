namespace Undercast.Lambda;

public sealed record FunctionEventInvokeConfig
{
    public DateTimeOffset? LastModified { get; init; }
    public string? FunctionArn { get; init; }
    public int? MaximumRetryAttempts { get; init; }
    public int? MaximumEventAgeInSeconds { get; init; }
    public DestinationConfig? DestinationConfig { get; init; }
}
