using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record LogConfigurationType
{
    [OneOf("ERROR", "INFO")] public required string LogLevel { get; init; }
    [OneOf("userNotification", "userAuthEvents")] public required string EventSource { get; init; }
    public CloudWatchLogsConfigurationType? CloudWatchLogsConfiguration { get; init; }
    public S3ConfigurationType? S3Configuration { get; init; }
    public FirehoseConfigurationType? FirehoseConfiguration { get; init; }
}
