#ifndef EXFIL_BYTE_MASK_H
#define EXFIL_BYTE_MASK_H
#endif
