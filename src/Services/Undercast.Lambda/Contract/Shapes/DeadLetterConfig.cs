using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record DeadLetterConfig
{
    [Pattern(@"(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()")] public string? TargetArn { get; init; }
}
