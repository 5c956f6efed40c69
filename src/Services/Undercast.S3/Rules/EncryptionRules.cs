using System.Security.Cryptography;
using System.Text;
using Undercast.Kernel;

namespace Undercast.S3;

/// <summary>Under which key an object stands: a customer's own, S3's, or the account's key <c>aws/s3</c> in KMS.</summary>
/// <remarks>Differs: without a KMS, <c>aws/s3</c> is a name that decides who may read, as on AWS the account's principals only; bytes on the disk stand as with S3's own keys.</remarks>
internal static class EncryptionRules
{
    public const string Own = "AES256";
    public const string Kms = "aws:kms";
    private const string Header = "x-amz-server-side-encryption";
    private const string Alias = "alias/aws/s3";

    /// <summary>Checks what a request states before anything is read.</summary>
    public static void Check(IEncryption stated, CustomerKey? key)
    {
        var name = stated.ServerSideEncryption;
        if (name is not null && key is not null) throw new InvalidArgument("Server Side Encryption with Customer provided key is incompatible with the encryption method specified", Header, name);
        if (name is not null && name is not (Own or Kms) && name.StartsWith("aws:", StringComparison.Ordinal)) throw CommonException.NotSupported($"{Header}: {name}");
        if (name is not (null or Own or Kms)) throw new InvalidArgument("The encryption method specified is not supported", Header, name);
        if (stated.SSEKMSKeyId is { } id && name != Kms)
            throw new InvalidArgument($"{Header}-aws-kms-key-id is only applicable if server-side-encryption is aws:kms or aws:kms:dsse", $"{Header}-aws-kms-key-id", id);
    }

    /// <summary>Checks a bucket's default encryption.</summary>
    public static void Check(ServerSideEncryptionByDefault rule, string account, string region)
    {
        if (rule.SSEAlgorithm is not (Own or Kms))
            throw rule.SSEAlgorithm.StartsWith("aws:", StringComparison.Ordinal) ? CommonException.NotSupported($"Default encryption by {rule.SSEAlgorithm}") : new MalformedXml();
        if (rule.KMSMasterKeyID is null) return;
        if (rule.SSEAlgorithm == Own) throw new InvalidArgument("a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse", "ApplyServerSideEncryptionByDefault");
        CheckKey(rule.KMSMasterKeyID, account, region);
    }

    /// <summary>The key of the account for what it writes into a bucket; null where S3's own do.</summary>
    /// <exception cref="CommonException">The writer may not use the key.</exception>
    public static KmsKeyRecord? Choose(BucketRecord bucket, IEncryption? stated, CustomerKeyRecord? customerKey, Principal writer)
    {
        if (customerKey is not null) return null;
        var rule = bucket.Encryption?.Rules is [var first, ..] ? first : null;
        if ((stated?.ServerSideEncryption ?? rule?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm) != Kms) return null;
        CheckPrincipal(bucket, writer);
        if (stated?.SSEKMSKeyId is { } id) CheckKey(id, bucket.Account, bucket.Region);
        return new KmsKeyRecord(ManagedKey(bucket.Account, bucket.Region), stated?.BucketKeyEnabled ?? rule?.BucketKeyEnabled ?? false);
    }

    /// <summary>Refuses readers whom the key's policy does not know.</summary>
    public static void CheckReader(FoundObject found, Principal reader)
    {
        if (found.Object.KmsKey is not null) CheckPrincipal(found.Bucket, reader);
    }

    // AWS: the policy of aws/s3 lets the account's principals use it through S3, and cannot be changed.
    private static void CheckPrincipal(BucketRecord bucket, Principal principal)
    {
        if (principal.Kind == PrincipalKind.Anonymous) throw new InvalidArgument("Requests specifying Server Side Encryption with AWS KMS managed keys require AWS Signature Version 4.", "Authorization", "null");
        if (principal.Account != bucket.Account) throw new CommonException(CommonError.AccessDenied, "Access Denied");
    }

    private static void CheckKey(string id, string account, string region)
    {
        if (id == Alias || id == $"arn:{Arn.PartitionOf(region)}:kms:{region}:{account}:{Alias}" || id == ManagedKey(account, region)) return;
        throw CommonException.NotSupported($"The KMS key {id}");
    }

    /// <summary>The ARN of <c>aws/s3</c>; the same for an account and region at all times.</summary>
    public static string ManagedKey(string account, string region)
    {
        var id = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"aws/s3 {region} {account}")).AsSpan(0, 16));
        return new Arn(Arn.PartitionOf(region), "kms", region, account, $"key/{id}").ToString();
    }
}
