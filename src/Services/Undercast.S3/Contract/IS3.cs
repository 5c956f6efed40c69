using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.S3;

/// <summary>The Simple Storage Service.</summary>
[AwsApi("s3", "2006-03-01", ServiceId = "S3", Wires = [Wire.RestXml], XmlNamespace = "http://s3.amazonaws.com/doc/2006-03-01/", Resources = typeof(S3Resources), RawSigningPath = true, BareErrors = true,
    PathHosts = ["s3.{region}", "s3-{region}", "s3.dualstack.{region}", "s3", ""],
    UnbuiltQueries =
    [
        "abac", "encryption-update", "metadataConfiguration", "metadataInventoryTable", "metadataJournalTable", "metadataTable", "renameObject", "select", "select-type", "session", "torrent",
    ])]
[CommonErrorCode(CommonError.InvalidAccessKey, "InvalidAccessKeyId", 403)]
[CommonErrorCode(CommonError.InvalidSessionToken, "InvalidToken", 400)]
[CommonErrorCode(CommonError.ExpiredToken, "ExpiredToken", 400)]
[CommonErrorCode(CommonError.RequestExpired, "RequestTimeTooSkewed", 403)]
[CommonErrorCode(CommonError.ContentHashMismatch, "XAmzContentSHA256Mismatch", 400)]
[CommonErrorCode(CommonError.IncompleteSignature, "InvalidRequest", 400)]
[CommonErrorCode(CommonError.MissingAuthenticationToken, "AccessDenied", 403)]
[CommonErrorCode(CommonError.InvalidParameterValue, "InvalidArgument", 400)]
[CommonErrorCode(CommonError.MissingParameter, "InvalidRequest", 400)]
[CommonErrorCode(CommonError.RequestTooLarge, "EntityTooLarge", 400)]
[CommonErrorCode(CommonError.InternalFailure, "InternalError", 500)]
public interface IS3
{
    /// <summary>Makes a bucket; names are unique across accounts.</summary>
    [Http("PUT", "/{Bucket}")]
    [Operation(AllowAnonymous = true), Authorize("s3:CreateBucket", "arn:{partition}:s3:::{Bucket}")]
    [Throws<BucketAlreadyExists>, Throws<BucketAlreadyOwnedByYou>, Throws<InvalidBucketName>, Throws<IllegalLocationConstraint>, Throws<InvalidLocationConstraint>]
    ValueTask<CreateBucketOutput> CreateBucket(CreateBucketInput input, CallContext call);

    /// <summary>Removes an empty bucket.</summary>
    [Http("DELETE", "/{Bucket}", Status = 204)]
    [Operation(AllowAnonymous = true), Authorize("s3:DeleteBucket", "arn:{partition}:s3:::{Bucket}")]
    [Throws<NoSuchBucket>, Throws<BucketNotEmpty>]
    ValueTask DeleteBucket(DeleteBucketInput input, CallContext call);

    /// <summary>Tells whether a bucket exists and may be listed.</summary>
    [Http("HEAD", "/{Bucket}")]
    [Operation(AllowAnonymous = true), Authorize("s3:ListBucket", "arn:{partition}:s3:::{Bucket}")]
    ValueTask<HeadBucketOutput> HeadBucket(HeadBucketInput input, CallContext call);

    /// <summary>Lists the caller's buckets by name.</summary>
    [Http("GET", "/")]
    [Operation(AllowAnonymous = true), Authorize("s3:ListAllMyBuckets", "*")]
    ValueTask<ListBucketsOutput> ListBuckets(ListBucketsInput input, CallContext call);

    /// <summary>Tells the region that a bucket was made in.</summary>
    [Http("GET", "/{Bucket}?location")]
    [Operation(AllowAnonymous = true), Authorize("s3:GetBucketLocation", "arn:{partition}:s3:::{Bucket}")]
    ValueTask<GetBucketLocationOutput> GetBucketLocation(GetBucketLocationInput input, CallContext call);

    /// <summary>Stores an object; whoever reads sees the old or the new one, never a part.</summary>
    [Http("PUT", "/{Bucket}/{Key+}")]
    [Operation(AllowAnonymous = true), Authorize("s3:PutObject", "arn:{partition}:s3:::{Bucket}/{Key}"), Authorize("s3:PutObjectTagging", "{Tagged(*)}")]
    [Throws<PreconditionFailed>, Throws<InvalidArgument>, Throws<InvalidDigest>, Throws<BadDigest>, Throws<EntityTooLarge>, Throws<HeaderNotImplemented>]
    ValueTask<PutObjectOutput> PutObject(PutObjectInput input, CallContext call);

    /// <summary>Stores an object from a browser's form; the form's own signature says who sends it and what may be in it.</summary>
    [Http("POST", "/{Bucket}")]
    [Operation(AllowAnonymous = true)]
    ValueTask<PostObjectOutput> PostObject(PostObjectInput input, CallContext call);

    /// <summary>Reads an object or a range of it.</summary>
    [Http("GET", "/{Bucket}/{Key+}")]
    [Operation(AllowAnonymous = true), Authorize("s3:GetObject", "{Current(*)}"), Authorize("s3:GetObjectVersion", "{Version(*)}")]
    [Throws<NoSuchKey>, Throws<NoSuchVersion>, Throws<MethodNotAllowed>, Throws<InvalidRange>, Throws<InvalidPartNumber>, Throws<NotModified>]
    ValueTask<GetObjectOutput> GetObject(GetObjectInput input, CallContext call);

    /// <summary>Reads what is known of an object, without its bytes.</summary>
    [Http("HEAD", "/{Bucket}/{Key+}")]
    [Operation(AllowAnonymous = true), Authorize("s3:GetObject", "{Current(*)}"), Authorize("s3:GetObjectVersion", "{Version(*)}")]
    ValueTask<HeadObjectOutput> HeadObject(HeadObjectInput input, CallContext call);

    /// <summary>Removes an object, or sets a delete marker before its versions.</summary>
    [Http("DELETE", "/{Bucket}/{Key+}", Status = 204)]
    [Operation(AllowAnonymous = true), Authorize("s3:DeleteObject", "{Current(*)}"), Authorize("s3:DeleteObjectVersion", "{Version(*)}")]
    ValueTask<DeleteObjectOutput> DeleteObject(DeleteObjectInput input, CallContext call);

    /// <summary>Removes up to a thousand objects, each by itself.</summary>
    [Http("POST", "/{Bucket}?delete")]
    [Operation(AllowAnonymous = true), Authorize("s3:DeleteObject", "{Deleted(*)}"), Authorize("s3:DeleteObjectVersion", "{DeletedVersions(*)}")]
    ValueTask<DeleteObjectsOutput> DeleteObjects(DeleteObjectsInput input, CallContext call);

    /// <summary>Stores a copy of an object under another key, or the same one with other metadata.</summary>
    [Http("PUT", "/{Bucket}/{Key+}")]
    [Operation(AllowAnonymous = true), Authorize("s3:PutObject", "arn:{partition}:s3:::{Bucket}/{Key}"), Authorize("s3:GetObject", "{Source(*)}"), Authorize("s3:GetObjectVersion", "{SourceVersion(*)}")]
    ValueTask<CopyObjectOutput> CopyObject(CopyObjectInput input, CallContext call);

    /// <summary>Lists keys in order, the older form with markers.</summary>
    [Http("GET", "/{Bucket}")]
    [Operation(AllowAnonymous = true), Authorize("s3:ListBucket", "arn:{partition}:s3:::{Bucket}")]
    ValueTask<ListObjectsOutput> ListObjects(ListObjectsInput input, CallContext call);

    /// <summary>Lists keys in order, by prefix and up to a delimiter.</summary>
    [Http("GET", "/{Bucket}?list-type=2")]
    [Operation(AllowAnonymous = true), Authorize("s3:ListBucket", "arn:{partition}:s3:::{Bucket}")]
    ValueTask<ListObjectsV2Output> ListObjectsV2(ListObjectsV2Input input, CallContext call);

    /// <summary>Begins an object that is sent in parts.</summary>
    [Http("POST", "/{Bucket}/{Key+}?uploads")]
    [Operation(AllowAnonymous = true), Authorize("s3:PutObject", "arn:{partition}:s3:::{Bucket}/{Key}")]
    ValueTask<CreateMultipartUploadOutput> CreateMultipartUpload(CreateMultipartUploadInput input, CallContext call);

    /// <summary>Stores one part of an upload.</summary>
    [Http("PUT", "/{Bucket}/{Key+}")]
    [Operation(AllowAnonymous = true), Authorize("s3:PutObject", "arn:{partition}:s3:::{Bucket}/{Key}")]
    ValueTask<UploadPartOutput> UploadPart(UploadPartInput input, CallContext call);

    /// <summary>Stores a part that is copied from an object.</summary>
    [Http("PUT", "/{Bucket}/{Key+}")]
    [Operation(AllowAnonymous = true), Authorize("s3:PutObject", "arn:{partition}:s3:::{Bucket}/{Key}"), Authorize("s3:GetObject", "{PartSource(*)}"), Authorize("s3:GetObjectVersion", "{PartSourceVersion(*)}")]
    ValueTask<UploadPartCopyOutput> UploadPartCopy(UploadPartCopyInput input, CallContext call);

    /// <summary>Makes the object of the parts named.</summary>
    [Http("POST", "/{Bucket}/{Key+}")]
    [Operation(AllowAnonymous = true), Authorize("s3:PutObject", "arn:{partition}:s3:::{Bucket}/{Key}")]
    [Throws<NoSuchUpload>, Throws<EntityTooSmall>, Throws<InvalidPart>, Throws<InvalidPartOrder>]
    ValueTask<CompleteMultipartUploadOutput> CompleteMultipartUpload(CompleteMultipartUploadInput input, CallContext call);

    /// <summary>Gives an upload up and forgets its parts.</summary>
    [Http("DELETE", "/{Bucket}/{Key+}", Status = 204)]
    [Operation(AllowAnonymous = true), Authorize("s3:AbortMultipartUpload", "arn:{partition}:s3:::{Bucket}/{Key}")]
    ValueTask<AbortMultipartUploadOutput> AbortMultipartUpload(AbortMultipartUploadInput input, CallContext call);

    /// <summary>Lists the parts of an upload.</summary>
    [Http("GET", "/{Bucket}/{Key+}")]
    [Operation(AllowAnonymous = true), Authorize("s3:ListMultipartUploadParts", "arn:{partition}:s3:::{Bucket}/{Key}")]
    ValueTask<ListPartsOutput> ListParts(ListPartsInput input, CallContext call);

    /// <summary>Lists uploads that are not finished.</summary>
    [Http("GET", "/{Bucket}?uploads")]
    [Operation(AllowAnonymous = true), Authorize("s3:ListBucketMultipartUploads", "arn:{partition}:s3:::{Bucket}")]
    ValueTask<ListMultipartUploadsOutput> ListMultipartUploads(ListMultipartUploadsInput input, CallContext call);

    /// <summary>Tells size, checksum, entity tag and parts of an object.</summary>
    [Http("GET", "/{Bucket}/{Key+}?attributes")]
    [Operation(AllowAnonymous = true), Authorize("s3:GetObject", "{Current(*)}"), Authorize("s3:GetObjectAttributes", "{Current(*)}"), Authorize("s3:GetObjectVersion", "{Version(*)}"), Authorize("s3:GetObjectVersionAttributes", "{Version(*)}")]
    ValueTask<GetObjectAttributesOutput> GetObjectAttributes(GetObjectAttributesInput input, CallContext call);

    /// <summary>Reads the tags of an object.</summary>
    [Http("GET", "/{Bucket}/{Key+}?tagging")]
    [Operation(AllowAnonymous = true), Authorize("s3:GetObjectTagging", "{Current(*)}"), Authorize("s3:GetObjectVersionTagging", "{Version(*)}")]
    ValueTask<GetObjectTaggingOutput> GetObjectTagging(GetObjectTaggingInput input, CallContext call);

    /// <summary>Replaces the tags of an object.</summary>
    [Http("PUT", "/{Bucket}/{Key+}?tagging")]
    [Operation(AllowAnonymous = true), Authorize("s3:PutObjectTagging", "{Current(*)}"), Authorize("s3:PutObjectVersionTagging", "{Version(*)}")]
    ValueTask<PutObjectTaggingOutput> PutObjectTagging(PutObjectTaggingInput input, CallContext call);

    /// <summary>Removes the tags of an object.</summary>
    [Http("DELETE", "/{Bucket}/{Key+}?tagging", Status = 204)]
    [Operation(AllowAnonymous = true), Authorize("s3:DeleteObjectTagging", "{Current(*)}"), Authorize("s3:DeleteObjectVersionTagging", "{Version(*)}")]
    ValueTask<DeleteObjectTaggingOutput> DeleteObjectTagging(DeleteObjectTaggingInput input, CallContext call);

    /// <summary>Reads the tags of a bucket.</summary>
    [Http("GET", "/{Bucket}?tagging")]
    [Operation(AllowAnonymous = true), Authorize("s3:GetBucketTagging", "arn:{partition}:s3:::{Bucket}")]
    ValueTask<GetBucketTaggingOutput> GetBucketTagging(GetBucketTaggingInput input, CallContext call);

    /// <summary>Replaces the tags of a bucket.</summary>
    [Http("PUT", "/{Bucket}?tagging")]
    [Operation(AllowAnonymous = true), Authorize("s3:PutBucketTagging", "arn:{partition}:s3:::{Bucket}")]
    ValueTask PutBucketTagging(PutBucketTaggingInput input, CallContext call);

    /// <summary>Removes the tags of a bucket.</summary>
    [Http("DELETE", "/{Bucket}?tagging", Status = 204)]
    [Operation(AllowAnonymous = true), Authorize("s3:PutBucketTagging", "arn:{partition}:s3:::{Bucket}")]
    ValueTask DeleteBucketTagging(DeleteBucketTaggingInput input, CallContext call);

    /// <summary>Turns the keeping of versions on, or suspends it.</summary>
    [Http("PUT", "/{Bucket}?versioning")]
    [Operation(AllowAnonymous = true), Authorize("s3:PutBucketVersioning", "arn:{partition}:s3:::{Bucket}")]
    ValueTask PutBucketVersioning(PutBucketVersioningInput input, CallContext call);

    /// <summary>Tells whether versions are kept.</summary>
    [Http("GET", "/{Bucket}?versioning")]
    [Operation(AllowAnonymous = true), Authorize("s3:GetBucketVersioning", "arn:{partition}:s3:::{Bucket}")]
    ValueTask<GetBucketVersioningOutput> GetBucketVersioning(GetBucketVersioningInput input, CallContext call);

    /// <summary>Lists versions and delete markers, the newest of each key first.</summary>
    [Http("GET", "/{Bucket}?versions")]
    [Operation(AllowAnonymous = true), Authorize("s3:ListBucketVersions", "arn:{partition}:s3:::{Bucket}")]
    ValueTask<ListObjectVersionsOutput> ListObjectVersions(ListObjectVersionsInput input, CallContext call);

    /// <summary>Sets which foreign pages may use a bucket.</summary>
    [Http("PUT", "/{Bucket}?cors")]
    [Operation(AllowAnonymous = true), Authorize("s3:PutBucketCORS", "arn:{partition}:s3:::{Bucket}")]
    ValueTask PutBucketCors(PutBucketCorsInput input, CallContext call);

    /// <summary>Reads which foreign pages may use a bucket.</summary>
    [Http("GET", "/{Bucket}?cors")]
    [Operation(AllowAnonymous = true), Authorize("s3:GetBucketCORS", "arn:{partition}:s3:::{Bucket}")]
    ValueTask<GetBucketCorsOutput> GetBucketCors(GetBucketCorsInput input, CallContext call);

    /// <summary>Forgets which foreign pages may use a bucket.</summary>
    [Http("DELETE", "/{Bucket}?cors", Status = 204)]
    [Operation(AllowAnonymous = true), Authorize("s3:PutBucketCORS", "arn:{partition}:s3:::{Bucket}")]
    ValueTask DeleteBucketCors(DeleteBucketCorsInput input, CallContext call);

    /// <summary>Sets the policy of a bucket.</summary>
    [Http("PUT", "/{Bucket}?policy")]
    [Operation(AllowAnonymous = true), Authorize("s3:PutBucketPolicy", "arn:{partition}:s3:::{Bucket}")]
    ValueTask PutBucketPolicy(PutBucketPolicyInput input, CallContext call);

    /// <summary>Reads the policy of a bucket.</summary>
    [Http("GET", "/{Bucket}?policy")]
    [Operation(AllowAnonymous = true), Authorize("s3:GetBucketPolicy", "arn:{partition}:s3:::{Bucket}")]
    ValueTask<GetBucketPolicyOutput> GetBucketPolicy(GetBucketPolicyInput input, CallContext call);

    /// <summary>Removes the policy of a bucket.</summary>
    [Http("DELETE", "/{Bucket}?policy", Status = 204)]
    [Operation(AllowAnonymous = true), Authorize("s3:DeleteBucketPolicy", "arn:{partition}:s3:::{Bucket}")]
    ValueTask DeleteBucketPolicy(DeleteBucketPolicyInput input, CallContext call);

    /// <summary>Tells whether the policy of a bucket makes it public.</summary>
    [Http("GET", "/{Bucket}?policyStatus")]
    [Operation(AllowAnonymous = true), Authorize("s3:GetBucketPolicyStatus", "arn:{partition}:s3:::{Bucket}")]
    ValueTask<GetBucketPolicyStatusOutput> GetBucketPolicyStatus(GetBucketPolicyStatusInput input, CallContext call);

    /// <summary>Sets how far a bucket may be made public.</summary>
    [Http("PUT", "/{Bucket}?publicAccessBlock")]
    [Operation(AllowAnonymous = true), Authorize("s3:PutBucketPublicAccessBlock", "arn:{partition}:s3:::{Bucket}")]
    ValueTask PutPublicAccessBlock(PutPublicAccessBlockInput input, CallContext call);

    /// <summary>Reads how far a bucket may be made public.</summary>
    [Http("GET", "/{Bucket}?publicAccessBlock")]
    [Operation(AllowAnonymous = true), Authorize("s3:GetBucketPublicAccessBlock", "arn:{partition}:s3:::{Bucket}")]
    ValueTask<GetPublicAccessBlockOutput> GetPublicAccessBlock(GetPublicAccessBlockInput input, CallContext call);

    /// <summary>Lets a bucket be made public.</summary>
    [Http("DELETE", "/{Bucket}?publicAccessBlock", Status = 204)]
    [Operation(AllowAnonymous = true), Authorize("s3:PutBucketPublicAccessBlock", "arn:{partition}:s3:::{Bucket}")]
    ValueTask DeletePublicAccessBlock(DeletePublicAccessBlockInput input, CallContext call);

    /// <summary>Sets who owns objects and whether access control lists count.</summary>
    [Http("PUT", "/{Bucket}?ownershipControls")]
    [Operation(AllowAnonymous = true), Authorize("s3:PutBucketOwnershipControls", "arn:{partition}:s3:::{Bucket}")]
    ValueTask PutBucketOwnershipControls(PutBucketOwnershipControlsInput input, CallContext call);

    /// <summary>Reads who owns objects and whether access control lists count.</summary>
    [Http("GET", "/{Bucket}?ownershipControls")]
    [Operation(AllowAnonymous = true), Authorize("s3:GetBucketOwnershipControls", "arn:{partition}:s3:::{Bucket}")]
    ValueTask<GetBucketOwnershipControlsOutput> GetBucketOwnershipControls(GetBucketOwnershipControlsInput input, CallContext call);

    /// <summary>Removes the ownership setting.</summary>
    [Http("DELETE", "/{Bucket}?ownershipControls", Status = 204)]
    [Operation(AllowAnonymous = true), Authorize("s3:PutBucketOwnershipControls", "arn:{partition}:s3:::{Bucket}")]
    ValueTask DeleteBucketOwnershipControls(DeleteBucketOwnershipControlsInput input, CallContext call);

    /// <summary>Reads the access control list of a bucket.</summary>
    [Http("GET", "/{Bucket}?acl")]
    [Operation(AllowAnonymous = true), Authorize("s3:GetBucketAcl", "arn:{partition}:s3:::{Bucket}")]
    ValueTask<GetBucketAclOutput> GetBucketAcl(GetBucketAclInput input, CallContext call);

    /// <summary>Sets a canned access control list of a bucket.</summary>
    [Http("PUT", "/{Bucket}?acl")]
    [Operation(AllowAnonymous = true), Authorize("s3:PutBucketAcl", "arn:{partition}:s3:::{Bucket}")]
    ValueTask PutBucketAcl(PutBucketAclInput input, CallContext call);

    /// <summary>Reads the access control list of an object.</summary>
    [Http("GET", "/{Bucket}/{Key+}?acl")]
    [Operation(AllowAnonymous = true), Authorize("s3:GetObjectAcl", "{Current(*)}"), Authorize("s3:GetObjectVersionAcl", "{Version(*)}")]
    ValueTask<GetObjectAclOutput> GetObjectAcl(GetObjectAclInput input, CallContext call);

    /// <summary>Sets a canned access control list of an object.</summary>
    [Http("PUT", "/{Bucket}/{Key+}?acl")]
    [Operation(AllowAnonymous = true), Authorize("s3:PutObjectAcl", "{Current(*)}"), Authorize("s3:PutObjectVersionAcl", "{Version(*)}")]
    ValueTask<PutObjectAclOutput> PutObjectAcl(PutObjectAclInput input, CallContext call);

    /// <summary>Lets a bucket be served as a website.</summary>
    [Http("PUT", "/{Bucket}?website")]
    [Operation(AllowAnonymous = true), Authorize("s3:PutBucketWebsite", "arn:{partition}:s3:::{Bucket}")]
    ValueTask PutBucketWebsite(PutBucketWebsiteInput input, CallContext call);

    /// <summary>Reads how a bucket is served as a website.</summary>
    [Http("GET", "/{Bucket}?website")]
    [Operation(AllowAnonymous = true), Authorize("s3:GetBucketWebsite", "arn:{partition}:s3:::{Bucket}")]
    ValueTask<GetBucketWebsiteOutput> GetBucketWebsite(GetBucketWebsiteInput input, CallContext call);

    /// <summary>Ends the website of a bucket.</summary>
    [Http("DELETE", "/{Bucket}?website", Status = 204)]
    [Operation(AllowAnonymous = true), Authorize("s3:DeleteBucketWebsite", "arn:{partition}:s3:::{Bucket}")]
    ValueTask DeleteBucketWebsite(DeleteBucketWebsiteInput input, CallContext call);

    /// <summary>Sets how new objects are encrypted by default.</summary>
    [Http("PUT", "/{Bucket}?encryption")]
    [Operation(AllowAnonymous = true), Authorize("s3:PutEncryptionConfiguration", "arn:{partition}:s3:::{Bucket}")]
    ValueTask PutBucketEncryption(PutBucketEncryptionInput input, CallContext call);

    /// <summary>Reads how new objects are encrypted by default.</summary>
    [Http("GET", "/{Bucket}?encryption")]
    [Operation(AllowAnonymous = true), Authorize("s3:GetEncryptionConfiguration", "arn:{partition}:s3:::{Bucket}")]
    ValueTask<GetBucketEncryptionOutput> GetBucketEncryption(GetBucketEncryptionInput input, CallContext call);

    /// <summary>Sets the default encryption back.</summary>
    [Http("DELETE", "/{Bucket}?encryption", Status = 204)]
    [Operation(AllowAnonymous = true), Authorize("s3:PutEncryptionConfiguration", "arn:{partition}:s3:::{Bucket}")]
    ValueTask DeleteBucketEncryption(DeleteBucketEncryptionInput input, CallContext call);

    /// <summary>Sets who hears of what happens to objects.</summary>
    [Http("PUT", "/{Bucket}?notification")]
    [Operation(AllowAnonymous = true), Authorize("s3:PutBucketNotification", "arn:{partition}:s3:::{Bucket}")]
    ValueTask PutBucketNotificationConfiguration(PutBucketNotificationConfigurationInput input, CallContext call);

    /// <summary>Reads who hears of what happens to objects.</summary>
    [Http("GET", "/{Bucket}?notification")]
    [Operation(AllowAnonymous = true), Authorize("s3:GetBucketNotification", "arn:{partition}:s3:::{Bucket}")]
    ValueTask<GetBucketNotificationConfigurationOutput> GetBucketNotificationConfiguration(GetBucketNotificationConfigurationInput input, CallContext call);

    /// <summary>Sets when objects, old versions and uploads expire.</summary>
    [Http("PUT", "/{Bucket}?lifecycle")]
    [Operation(AllowAnonymous = true), Authorize("s3:PutLifecycleConfiguration", "arn:{partition}:s3:::{Bucket}")]
    ValueTask<PutBucketLifecycleConfigurationOutput> PutBucketLifecycleConfiguration(PutBucketLifecycleConfigurationInput input, CallContext call);

    /// <summary>Reads when objects, old versions and uploads expire.</summary>
    [Http("GET", "/{Bucket}?lifecycle")]
    [Operation(AllowAnonymous = true), Authorize("s3:GetLifecycleConfiguration", "arn:{partition}:s3:::{Bucket}")]
    ValueTask<GetBucketLifecycleConfigurationOutput> GetBucketLifecycleConfiguration(GetBucketLifecycleConfigurationInput input, CallContext call);

    /// <summary>Lets nothing expire any more.</summary>
    [Http("DELETE", "/{Bucket}?lifecycle", Status = 204)]
    [Operation(AllowAnonymous = true), Authorize("s3:PutLifecycleConfiguration", "arn:{partition}:s3:::{Bucket}")]
    ValueTask DeleteBucketLifecycle(DeleteBucketLifecycleInput input, CallContext call);

    /// <summary>Reads what a bucket locks by default.</summary>
    [Http("GET", "/{Bucket}?object-lock")]
    [Operation(AllowAnonymous = true), Authorize("s3:GetBucketObjectLockConfiguration", "arn:{partition}:s3:::{Bucket}")]
    ValueTask<GetObjectLockConfigurationOutput> GetObjectLockConfiguration(GetObjectLockConfigurationInput input, CallContext call);

    /// <summary>Sets what a bucket locks by default, and lets it lock at all.</summary>
    [Http("PUT", "/{Bucket}?object-lock")]
    [Operation(AllowAnonymous = true), Authorize("s3:PutBucketObjectLockConfiguration", "arn:{partition}:s3:::{Bucket}")]
    ValueTask<PutObjectLockConfigurationOutput> PutObjectLockConfiguration(PutObjectLockConfigurationInput input, CallContext call);

    /// <summary>Reads until when a version is kept.</summary>
    [Http("GET", "/{Bucket}/{Key+}?retention")]
    [Operation(AllowAnonymous = true), Authorize("s3:GetObjectRetention", "arn:{partition}:s3:::{Bucket}/{Key}")]
    ValueTask<GetObjectRetentionOutput> GetObjectRetention(GetObjectRetentionInput input, CallContext call);

    /// <summary>Sets until when a version is kept.</summary>
    [Http("PUT", "/{Bucket}/{Key+}?retention")]
    [Operation(AllowAnonymous = true), Authorize("s3:PutObjectRetention", "arn:{partition}:s3:::{Bucket}/{Key}")]
    ValueTask<PutObjectRetentionOutput> PutObjectRetention(PutObjectRetentionInput input, CallContext call);

    /// <summary>Tells whether a version is held.</summary>
    [Http("GET", "/{Bucket}/{Key+}?legal-hold")]
    [Operation(AllowAnonymous = true), Authorize("s3:GetObjectLegalHold", "arn:{partition}:s3:::{Bucket}/{Key}")]
    ValueTask<GetObjectLegalHoldOutput> GetObjectLegalHold(GetObjectLegalHoldInput input, CallContext call);

    /// <summary>Holds a version, or lets it go.</summary>
    [Http("PUT", "/{Bucket}/{Key+}?legal-hold")]
    [Operation(AllowAnonymous = true), Authorize("s3:PutObjectLegalHold", "arn:{partition}:s3:::{Bucket}/{Key}")]
    ValueTask<PutObjectLegalHoldOutput> PutObjectLegalHold(PutObjectLegalHoldInput input, CallContext call);

    /// <summary>Makes an archived object readable for some days, after a while.</summary>
    [Http("POST", "/{Bucket}/{Key+}?restore")]
    [Operation(AllowAnonymous = true), Authorize("s3:RestoreObject", "arn:{partition}:s3:::{Bucket}/{Key}")]
    ValueTask<RestoreObjectOutput> RestoreObject(RestoreObjectInput input, CallContext call);

    /// <summary>Reads what a bucket copies where.</summary>
    [Http("GET", "/{Bucket}?replication")]
    [Operation(AllowAnonymous = true), Authorize("s3:GetReplicationConfiguration", "arn:{partition}:s3:::{Bucket}")]
    ValueTask<GetBucketReplicationOutput> GetBucketReplication(GetBucketReplicationInput input, CallContext call);

    /// <summary>Sets what a bucket copies where.</summary>
    [Http("PUT", "/{Bucket}?replication")]
    [Operation(AllowAnonymous = true), Authorize("s3:PutReplicationConfiguration", "arn:{partition}:s3:::{Bucket}")]
    ValueTask PutBucketReplication(PutBucketReplicationInput input, CallContext call);

    /// <summary>Ends the copying.</summary>
    [Http("DELETE", "/{Bucket}?replication", Status = 204)]
    [Operation(AllowAnonymous = true), Authorize("s3:PutReplicationConfiguration", "arn:{partition}:s3:::{Bucket}")]
    ValueTask DeleteBucketReplication(DeleteBucketReplicationInput input, CallContext call);

    /// <summary>Tells who pays.</summary>
    [Http("GET", "/{Bucket}?requestPayment")]
    [Operation(AllowAnonymous = true), Authorize("s3:GetBucketRequestPayment", "arn:{partition}:s3:::{Bucket}")]
    ValueTask<GetBucketRequestPaymentOutput> GetBucketRequestPayment(GetBucketRequestPaymentInput input, CallContext call);

    /// <summary>Sets who pays.</summary>
    [Http("PUT", "/{Bucket}?requestPayment")]
    [Operation(AllowAnonymous = true), Authorize("s3:PutBucketRequestPayment", "arn:{partition}:s3:::{Bucket}")]
    ValueTask PutBucketRequestPayment(PutBucketRequestPaymentInput input, CallContext call);

    /// <summary>Reads where accesses are logged.</summary>
    [Http("GET", "/{Bucket}?logging")]
    [Operation(AllowAnonymous = true), Authorize("s3:GetBucketLogging", "arn:{partition}:s3:::{Bucket}")]
    ValueTask<GetBucketLoggingOutput> GetBucketLogging(GetBucketLoggingInput input, CallContext call);

    /// <summary>Sets where accesses are logged.</summary>
    [Http("PUT", "/{Bucket}?logging")]
    [Operation(AllowAnonymous = true), Authorize("s3:PutBucketLogging", "arn:{partition}:s3:::{Bucket}")]
    ValueTask PutBucketLogging(PutBucketLoggingInput input, CallContext call);

    /// <summary>Tells whether transfers are accelerated.</summary>
    [Http("GET", "/{Bucket}?accelerate")]
    [Operation(AllowAnonymous = true), Authorize("s3:GetAccelerateConfiguration", "arn:{partition}:s3:::{Bucket}")]
    ValueTask<GetBucketAccelerateConfigurationOutput> GetBucketAccelerateConfiguration(GetBucketAccelerateConfigurationInput input, CallContext call);

    /// <summary>Sets whether transfers are accelerated; kept and shown.</summary>
    [Http("PUT", "/{Bucket}?accelerate")]
    [Operation(AllowAnonymous = true), Authorize("s3:PutAccelerateConfiguration", "arn:{partition}:s3:::{Bucket}")]
    ValueTask PutBucketAccelerateConfiguration(PutBucketAccelerateConfigurationInput input, CallContext call);

    /// <summary>Sets an inventory of a bucket.</summary>
    [Http("PUT", "/{Bucket}?inventory")]
    [Operation(AllowAnonymous = true), Authorize("s3:PutInventoryConfiguration", "arn:{partition}:s3:::{Bucket}")]
    ValueTask PutBucketInventoryConfiguration(PutBucketInventoryConfigurationInput input, CallContext call);

    /// <summary>Reads an inventory of a bucket.</summary>
    [Http("GET", "/{Bucket}?inventory")]
    [Operation(AllowAnonymous = true), Authorize("s3:GetInventoryConfiguration", "arn:{partition}:s3:::{Bucket}")]
    ValueTask<GetBucketInventoryConfigurationOutput> GetBucketInventoryConfiguration(GetBucketInventoryConfigurationInput input, CallContext call);

    /// <summary>Removes an inventory of a bucket.</summary>
    [Http("DELETE", "/{Bucket}?inventory", Status = 204)]
    [Operation(AllowAnonymous = true), Authorize("s3:PutInventoryConfiguration", "arn:{partition}:s3:::{Bucket}")]
    ValueTask DeleteBucketInventoryConfiguration(DeleteBucketInventoryConfigurationInput input, CallContext call);

    /// <summary>Lists the inventories of a bucket.</summary>
    [Http("GET", "/{Bucket}?inventory")]
    [Operation(AllowAnonymous = true), Authorize("s3:GetInventoryConfiguration", "arn:{partition}:s3:::{Bucket}")]
    ValueTask<ListBucketInventoryConfigurationsOutput> ListBucketInventoryConfigurations(ListBucketInventoryConfigurationsInput input, CallContext call);

    /// <summary>Sets an analysis of a bucket.</summary>
    [Http("PUT", "/{Bucket}?analytics")]
    [Operation(AllowAnonymous = true), Authorize("s3:PutAnalyticsConfiguration", "arn:{partition}:s3:::{Bucket}")]
    ValueTask PutBucketAnalyticsConfiguration(PutBucketAnalyticsConfigurationInput input, CallContext call);

    /// <summary>Reads an analysis of a bucket.</summary>
    [Http("GET", "/{Bucket}?analytics")]
    [Operation(AllowAnonymous = true), Authorize("s3:GetAnalyticsConfiguration", "arn:{partition}:s3:::{Bucket}")]
    ValueTask<GetBucketAnalyticsConfigurationOutput> GetBucketAnalyticsConfiguration(GetBucketAnalyticsConfigurationInput input, CallContext call);

    /// <summary>Removes an analysis of a bucket.</summary>
    [Http("DELETE", "/{Bucket}?analytics", Status = 204)]
    [Operation(AllowAnonymous = true), Authorize("s3:PutAnalyticsConfiguration", "arn:{partition}:s3:::{Bucket}")]
    ValueTask DeleteBucketAnalyticsConfiguration(DeleteBucketAnalyticsConfigurationInput input, CallContext call);

    /// <summary>Lists the analyses of a bucket.</summary>
    [Http("GET", "/{Bucket}?analytics")]
    [Operation(AllowAnonymous = true), Authorize("s3:GetAnalyticsConfiguration", "arn:{partition}:s3:::{Bucket}")]
    ValueTask<ListBucketAnalyticsConfigurationsOutput> ListBucketAnalyticsConfigurations(ListBucketAnalyticsConfigurationsInput input, CallContext call);

    /// <summary>Sets a set of metrics of a bucket.</summary>
    [Http("PUT", "/{Bucket}?metrics")]
    [Operation(AllowAnonymous = true), Authorize("s3:PutMetricsConfiguration", "arn:{partition}:s3:::{Bucket}")]
    ValueTask PutBucketMetricsConfiguration(PutBucketMetricsConfigurationInput input, CallContext call);

    /// <summary>Reads a set of metrics of a bucket.</summary>
    [Http("GET", "/{Bucket}?metrics")]
    [Operation(AllowAnonymous = true), Authorize("s3:GetMetricsConfiguration", "arn:{partition}:s3:::{Bucket}")]
    ValueTask<GetBucketMetricsConfigurationOutput> GetBucketMetricsConfiguration(GetBucketMetricsConfigurationInput input, CallContext call);

    /// <summary>Removes a set of metrics of a bucket.</summary>
    [Http("DELETE", "/{Bucket}?metrics", Status = 204)]
    [Operation(AllowAnonymous = true), Authorize("s3:PutMetricsConfiguration", "arn:{partition}:s3:::{Bucket}")]
    ValueTask DeleteBucketMetricsConfiguration(DeleteBucketMetricsConfigurationInput input, CallContext call);

    /// <summary>Lists the sets of metrics of a bucket.</summary>
    [Http("GET", "/{Bucket}?metrics")]
    [Operation(AllowAnonymous = true), Authorize("s3:GetMetricsConfiguration", "arn:{partition}:s3:::{Bucket}")]
    ValueTask<ListBucketMetricsConfigurationsOutput> ListBucketMetricsConfigurations(ListBucketMetricsConfigurationsInput input, CallContext call);

    /// <summary>Sets a tiering of a bucket.</summary>
    [Http("PUT", "/{Bucket}?intelligent-tiering")]
    [Operation(AllowAnonymous = true), Authorize("s3:PutIntelligentTieringConfiguration", "arn:{partition}:s3:::{Bucket}")]
    ValueTask PutBucketIntelligentTieringConfiguration(PutBucketIntelligentTieringConfigurationInput input, CallContext call);

    /// <summary>Reads a tiering of a bucket.</summary>
    [Http("GET", "/{Bucket}?intelligent-tiering")]
    [Operation(AllowAnonymous = true), Authorize("s3:GetIntelligentTieringConfiguration", "arn:{partition}:s3:::{Bucket}")]
    ValueTask<GetBucketIntelligentTieringConfigurationOutput> GetBucketIntelligentTieringConfiguration(GetBucketIntelligentTieringConfigurationInput input, CallContext call);

    /// <summary>Removes a tiering of a bucket.</summary>
    [Http("DELETE", "/{Bucket}?intelligent-tiering", Status = 204)]
    [Operation(AllowAnonymous = true), Authorize("s3:PutIntelligentTieringConfiguration", "arn:{partition}:s3:::{Bucket}")]
    ValueTask DeleteBucketIntelligentTieringConfiguration(DeleteBucketIntelligentTieringConfigurationInput input, CallContext call);

    /// <summary>Lists the tierings of a bucket.</summary>
    [Http("GET", "/{Bucket}?intelligent-tiering")]
    [Operation(AllowAnonymous = true), Authorize("s3:GetIntelligentTieringConfiguration", "arn:{partition}:s3:::{Bucket}")]
    ValueTask<ListBucketIntelligentTieringConfigurationsOutput> ListBucketIntelligentTieringConfigurations(ListBucketIntelligentTieringConfigurationsInput input, CallContext call);
}
