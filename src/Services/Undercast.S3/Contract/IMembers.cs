namespace Undercast.S3;

// Members that inputs share.

/// <summary>The customer's key for the object at hand.</summary>
internal interface ICustomerKey
{
    string? SSECustomerAlgorithm { get; }
    string? SSECustomerKey { get; }
    string? SSECustomerKeyMD5 { get; }
}

/// <summary>How an object is to be encrypted; all null leaves it to the bucket.</summary>
internal interface IEncryption
{
    string? ServerSideEncryption { get; }
    string? SSEKMSKeyId { get; }
    bool? BucketKeyEnabled { get; }
}

/// <summary>The customer's key for the source of a copy.</summary>
internal interface ISourceKey
{
    string? CopySourceSSECustomerAlgorithm { get; }
    string? CopySourceSSECustomerKey { get; }
    string? CopySourceSSECustomerKeyMD5 { get; }
}

/// <summary>How long a new version is kept from being removed.</summary>
internal interface IObjectLock
{
    string? ObjectLockMode { get; }
    DateTimeOffset? ObjectLockRetainUntilDate { get; }
    string? ObjectLockLegalHoldStatus { get; }
}

/// <summary>An access control list in headers: a canned one, or grants.</summary>
internal interface IGrants
{
    string? ACL { get; }
    string? GrantFullControl { get; }
    string? GrantRead { get; }
    string? GrantReadACP { get; }
    string? GrantWrite => null;
    string? GrantWriteACP { get; }
}

/// <summary>Whether the caller says that it pays.</summary>
internal interface IRequestPayer
{
    string? RequestPayer { get; }
}
