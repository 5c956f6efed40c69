using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

[AwsError("ResourceInUseException", 400)]
public sealed class ResourceInUseException(string message) : AwsException(message);

[AwsError("LimitExceededException", 400)]
public sealed class LimitExceededException(string message) : AwsException(message);

[AwsError("InternalServerError", 500)]
public sealed class InternalServerError(string message) : AwsException(message);

[AwsError("ResourceNotFoundException", 400)]
public sealed class ResourceNotFoundException(string message) : AwsException(message);

[AwsError("ConditionalCheckFailedException", 400)]
public sealed class ConditionalCheckFailedException(string message) : AwsException(message)
{
    public AttributeMap? Item { get; init; }
}

[AwsError("ItemCollectionSizeLimitExceededException", 400)]
public sealed class ItemCollectionSizeLimitExceededException(string message) : AwsException(message);

[AwsError("TransactionConflictException", 400)]
public sealed class TransactionConflictException(string message) : AwsException(message);

[AwsError("TransactionCanceledException", 400)]
public sealed class TransactionCanceledException(string message) : AwsException(message)
{
    public IReadOnlyList<CancellationReason>? CancellationReasons { get; init; }
}

[AwsError("IdempotentParameterMismatchException", 400)]
public sealed class IdempotentParameterMismatchException(string message) : AwsException(message);

[AwsError("PolicyNotFoundException", 400)]
public sealed class PolicyNotFoundException(string message) : AwsException(message);

[AwsError("DuplicateItemException", 400)]
public sealed class DuplicateItemException(string message) : AwsException(message);

[AwsError("TableNotFoundException", 400)]
public sealed class TableNotFoundException(string message) : AwsException(message);

[AwsError("TableAlreadyExistsException", 400)]
public sealed class TableAlreadyExistsException(string message) : AwsException(message);

[AwsError("BackupNotFoundException", 400)]
public sealed class BackupNotFoundException(string message) : AwsException(message);

[AwsError("BackupInUseException", 400)]
public sealed class BackupInUseException(string message) : AwsException(message);

[AwsError("InvalidRestoreTimeException", 400)]
public sealed class InvalidRestoreTimeException(string message) : AwsException(message);

[AwsError("PointInTimeRecoveryUnavailableException", 400)]
public sealed class PointInTimeRecoveryUnavailableException(string message) : AwsException(message);

[AwsError("InvalidExportTimeException", 400)]
public sealed class InvalidExportTimeException(string message) : AwsException(message);

[AwsError("ExportConflictException", 400)]
public sealed class ExportConflictException(string message) : AwsException(message);

[AwsError("ExportNotFoundException", 400)]
public sealed class ExportNotFoundException(string message) : AwsException(message);

[AwsError("ImportConflictException", 400)]
public sealed class ImportConflictException(string message) : AwsException(message);

[AwsError("ImportNotFoundException", 400)]
public sealed class ImportNotFoundException(string message) : AwsException(message);

[AwsError("ContinuousBackupsUnavailableException", 400)]
public sealed class ContinuousBackupsUnavailableException(string message) : AwsException(message);

[AwsError("ProvisionedThroughputExceededException", 400)]
public sealed class ProvisionedThroughputExceededException(string message) : AwsException(message)
{
    public IReadOnlyList<ThrottlingReason>? ThrottlingReasons { get; init; }
}

[AwsError("ThrottlingException", 400)]
public sealed class ThrottlingException(string message) : AwsException(message)
{
    [WireName("throttlingReasons")] public IReadOnlyList<ThrottlingReason>? ThrottlingReasons { get; init; }
}
