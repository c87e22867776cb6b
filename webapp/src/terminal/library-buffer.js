/** Node.js' global Buffer, which the SSH library takes for granted in places (the build puts this in where it is used). */
export { Buffer } from 'buffer';
