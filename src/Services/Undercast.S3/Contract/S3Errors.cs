using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.S3;

// AWS: codes, statuses and texts are those of the S3 API reference's list of error responses, as clients have recorded them.

/// <summary>Somebody else has a bucket of this name.</summary>
[AwsError("BucketAlreadyExists", 409)]
public sealed class BucketAlreadyExists(string bucket) : AwsException(
    "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.")
{
    public string BucketName { get; } = bucket;
}

/// <summary>The caller has this bucket already.</summary>
[AwsError("BucketAlreadyOwnedByYou", 409)]
public sealed class BucketAlreadyOwnedByYou(string bucket) : AwsException("Your previous request to create the named bucket succeeded and you already own it.")
{
    public string BucketName { get; } = bucket;
}

[AwsError("BucketNotEmpty", 409)]
public sealed class BucketNotEmpty(string bucket, bool versions) : AwsException(
    versions ? "The bucket you tried to delete is not empty. You must delete all versions in the bucket." : "The bucket you tried to delete is not empty")
{
    public string BucketName { get; } = bucket;
}

[AwsError("NoSuchBucket", 404)]
public sealed class NoSuchBucket(string bucket) : AwsException("The specified bucket does not exist")
{
    public string BucketName { get; } = bucket;
}

[AwsError("NoSuchKey", 404)]
public sealed class NoSuchKey(string key) : AwsException("The specified key does not exist.")
{
    public string Key { get; } = key;
    [HttpHeader("x-amz-delete-marker")] public bool? DeleteMarker { get; init; }
    [HttpHeader("x-amz-version-id")] public string? MarkerVersion { get; init; }
}

[AwsError("NoSuchVersion", 404)]
public sealed class NoSuchVersion(string key, string version) : AwsException("The specified version does not exist.")
{
    public string Key { get; } = key;
    public string VersionId { get; } = version;
}

[AwsError("NoSuchUpload", 404)]
public sealed class NoSuchUpload(string upload) : AwsException("The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.")
{
    public string UploadId { get; } = upload;
}

/// <summary>A version that is a delete marker has nothing to read.</summary>
[AwsError("MethodNotAllowed", 405)]
public sealed class MethodNotAllowed(string method) : AwsException("The specified method is not allowed against this resource.")
{
    public string Method { get; } = method;
    public string ResourceType => "DeleteMarker";
    [HttpHeader("x-amz-delete-marker")] public bool DeleteMarker => true;
    [HttpHeader("Allow")] public string Allow => "DELETE";
}

[AwsError("InvalidRange", 416)]
public sealed class InvalidRange(string range, long size) : AwsException("The requested range is not satisfiable")
{
    public string RangeRequested { get; } = range;
    public long ActualObjectSize { get; } = size;
}

[AwsError("InvalidPartNumber", 416)]
public sealed class InvalidPartNumber(int requested, int count) : AwsException("The requested partnumber is not satisfiable")
{
    public int PartNumberRequested { get; } = requested;
    public int ActualPartCount { get; } = count;
}

[AwsError("PreconditionFailed", 412)]
public sealed class PreconditionFailed(string condition) : AwsException("At least one of the pre-conditions you specified did not hold")
{
    public string Condition { get; } = condition;
}

/// <summary>The client has what it asks for already; an answer without a body.</summary>
[AwsError("NotModified", 304)]
public sealed class NotModified(string etag, DateTimeOffset modified) : AwsException("Not Modified")
{
    [HttpHeader("ETag")] public string ETag { get; } = etag;
    [HttpHeader("Last-Modified")] public DateTimeOffset LastModified { get; } = modified;
}

[AwsError("InvalidArgument", 400)]
public sealed class InvalidArgument(string message, string name, string? value = null) : AwsException(message)
{
    public string ArgumentName { get; } = name;
    public string? ArgumentValue { get; } = value;
}

[AwsError("InvalidDigest", 400)]
public sealed class InvalidDigest() : AwsException("The Content-MD5 you specified was invalid.");

[AwsError("BadDigest", 400)]
public sealed class BadDigest(string message) : AwsException(message);

[AwsError("EntityTooSmall", 400)]
public sealed class EntityTooSmall(long size, long least) : AwsException("Your proposed upload is smaller than the minimum allowed size")
{
    public long ProposedSize { get; } = size;
    public long MinSizeAllowed { get; } = least;
    public int? PartNumber { get; init; }
    public string? ETag { get; init; }
}

[AwsError("EntityTooLarge", 400)]
public sealed class EntityTooLarge(long most) : AwsException("Your proposed upload exceeds the maximum allowed size")
{
    public long MaxSizeAllowed { get; } = most;
}

[AwsError("InvalidPart", 400)]
public sealed class InvalidPart(string upload, int part, string? etag) : AwsException(
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.")
{
    public string UploadId { get; } = upload;
    public int PartNumber { get; } = part;
    public string? ETag { get; } = etag;
}

// Errors that differ in nothing but code and text.

[AwsError("InvalidRequest", 400)]
public sealed class InvalidRequest(string message) : AwsException(message);

[AwsError("InvalidBucketName", 400)]
public sealed class InvalidBucketName(string bucket) : AwsException("The specified bucket is not valid.")
{
    public string BucketName { get; } = bucket;
}

[AwsError("IllegalLocationConstraintException", 400)]
public sealed class IllegalLocationConstraint(string message) : AwsException(message);

[AwsError("InvalidLocationConstraint", 400)]
public sealed class InvalidLocationConstraint(string constraint) : AwsException("The specified location-constraint is not valid")
{
    public string LocationConstraint { get; } = constraint;
}

[AwsError("KeyTooLongError", 400)]
public sealed class KeyTooLong() : AwsException("Your key is too long");

[AwsError("MetadataTooLarge", 400)]
public sealed class MetadataTooLarge() : AwsException("Your metadata headers exceed the maximum allowed metadata size");

[AwsError("InvalidStorageClass", 400)]
public sealed class InvalidStorageClass() : AwsException("The storage class you specified is not valid");

[AwsError("InvalidTag", 400)]
public sealed class InvalidTag(string message) : AwsException(message);

[AwsError("BadRequest", 400)]
public sealed class BadRequest(string message) : AwsException(message);

[AwsError("MalformedXML", 400)]
public sealed class MalformedXml() : AwsException("The XML you provided was not well-formed or did not validate against our published schema");

[AwsError("MalformedPolicy", 400)]
public sealed class MalformedPolicy(string message) : AwsException(message);

[AwsError("MalformedPOSTRequest", 400)]
public sealed class MalformedPostRequest(string message) : AwsException(message);

[AwsError("InvalidPartOrder", 400)]
public sealed class InvalidPartOrder() : AwsException("The list of parts was not in ascending order. Parts must be ordered by part number.");

[AwsError("NotImplemented", 501)]
public sealed class HeaderNotImplemented(string header) : AwsException("A header you provided implies functionality that is not implemented")
{
    public string Header { get; } = header;
}

[AwsError("AccessControlListNotSupported", 400)]
public sealed class AccessControlListNotSupported() : AwsException("The bucket does not allow ACLs");

[AwsError("InvalidBucketAclWithObjectOwnership", 400)]
public sealed class InvalidBucketAclWithObjectOwnership() : AwsException("Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting");

[AwsError("InvalidBucketState", 409)]
public sealed class InvalidBucketState(string message) : AwsException(message);

[AwsError("NoSuchTagSet", 404)]
public sealed class NoSuchTagSet() : AwsException("The TagSet does not exist");

[AwsError("NoSuchCORSConfiguration", 404)]
public sealed class NoSuchCorsConfiguration() : AwsException("The CORS configuration does not exist");

[AwsError("NoSuchBucketPolicy", 404)]
public sealed class NoSuchBucketPolicy() : AwsException("The bucket policy does not exist");

[AwsError("NoSuchPublicAccessBlockConfiguration", 404)]
public sealed class NoSuchPublicAccessBlockConfiguration() : AwsException("The public access block configuration was not found");

[AwsError("OwnershipControlsNotFoundError", 404)]
public sealed class OwnershipControlsNotFound() : AwsException("The bucket ownership controls were not found");

[AwsError("NoSuchWebsiteConfiguration", 404)]
public sealed class NoSuchWebsiteConfiguration() : AwsException("The specified bucket does not have a website configuration");

[AwsError("NoSuchLifecycleConfiguration", 404)]
public sealed class NoSuchLifecycleConfiguration() : AwsException("The lifecycle configuration does not exist");

[AwsError("IllegalVersioningConfigurationException", 400)]
public sealed class IllegalVersioningConfiguration() : AwsException("The Versioning element must be specified");

[AwsError("InvalidPolicyDocument", 400)]
public sealed class InvalidPolicyDocument(string message) : AwsException(message);

/// <summary>An archived object is not read before it was restored, and only archived ones are.</summary>
[AwsError("InvalidObjectState", 403)]
public sealed class InvalidObjectState(string message, string storageClass) : AwsException(message)
{
    public string StorageClass { get; } = storageClass;
}

[AwsError("RestoreAlreadyInProgress", 409)]
public sealed class RestoreAlreadyInProgress() : AwsException("Object restore is already in progress");

[AwsError("InvalidEncryptionAlgorithmError", 400)]
public sealed class InvalidEncryptionAlgorithm(string given) : AwsException("The Encryption request you specified is not valid. Supported value: AES256.")
{
    public string ArgumentName => "x-amz-server-side-encryption";
    public string ArgumentValue { get; } = given;
}

[AwsError("MalformedACLError", 400)]
public sealed class MalformedAcl() : AwsException("The XML you provided was not well-formed or did not validate against our published schema");

[AwsError("MissingSecurityHeader", 400)]
public sealed class MissingSecurityHeader() : AwsException("Your request was missing a required header");

[AwsError("ObjectLockConfigurationNotFoundError", 404)]
public sealed class ObjectLockConfigurationNotFound() : AwsException("Object Lock configuration does not exist for this bucket");

[AwsError("NoSuchObjectLockConfiguration", 404)]
public sealed class NoSuchObjectLockConfiguration() : AwsException("The specified object does not have a ObjectLock configuration");

[AwsError("ReplicationConfigurationNotFoundError", 404)]
public sealed class ReplicationConfigurationNotFound() : AwsException("The replication configuration was not found");

[AwsError("NoSuchConfiguration", 404)]
public sealed class NoSuchConfiguration() : AwsException("The specified configuration does not exist.");

[AwsError("TooManyConfigurations", 400)]
public sealed class TooManyConfigurations() : AwsException("You are attempting to create a new configuration but have already reached the 1,000-configuration limit.");

[AwsError("InvalidTargetBucketForLogging", 400)]
public sealed class InvalidTargetBucketForLogging(string message, string bucket) : AwsException(message)
{
    public string TargetBucket { get; } = bucket;
}
