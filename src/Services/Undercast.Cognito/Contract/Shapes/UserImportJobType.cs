using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record UserImportJobType
{
    [Length(min: 1, max: 128), Pattern(@"[\w\s+=,.@-]+")] public string? JobName { get; init; }
    [Length(min: 1, max: 55), Pattern(@"import-[0-9a-zA-Z-]+")] public string? JobId { get; init; }
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public string? UserPoolId { get; init; }
    [Length(min: 0, max: 2048)] public string? PreSignedUrl { get; init; }
    public DateTimeOffset? CreationDate { get; init; }
    public DateTimeOffset? StartDate { get; init; }
    public DateTimeOffset? CompletionDate { get; init; }
    [OneOf("Created", "Pending", "InProgress", "Stopping", "Expired", "Stopped", "Failed", "Succeeded")]
    public string? Status { get; init; }
    [Length(min: 20, max: 2048)]
    [Pattern(@"arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?")]
    public string? CloudWatchLogsRoleArn { get; init; }
    public long? ImportedUsers { get; init; }
    public long? SkippedUsers { get; init; }
    public long? FailedUsers { get; init; }
    [Length(min: 1, max: 128), Pattern(@"[\w]+")] public string? CompletionMessage { get; init; }
}
